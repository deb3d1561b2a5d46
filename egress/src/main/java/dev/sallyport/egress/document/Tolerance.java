package dev.sallyport.egress.document;

/**
 * What is put up with in plain files of others, which nobody signed.
 *
 * @param unsorted prefixes in any order
 * @param duplicates prefixes that are there several times
 */
public record Tolerance(boolean unsorted, boolean duplicates) {

    /** Nothing: ascending, none twice. */
    public static final Tolerance NONE = new Tolerance(false, false);
}
