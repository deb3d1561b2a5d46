package dev.sallyport.conformance;

/**
 * The seed of this build's campaigns: {@code -Dsallyport.seed=…}, else a fixed one, so that a build
 * can be repeated.
 */
final class Seed {

    static final long VALUE = Long.getLong("sallyport.seed", 20260301L);

    private Seed() {}
}
