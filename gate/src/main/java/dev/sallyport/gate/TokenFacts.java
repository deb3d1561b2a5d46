package dev.sallyport.gate;

import org.jspecify.annotations.Nullable;

/**
 * Reads the application's own tokens: whether one is to be believed, and who it says asks. Called
 * on event loops by many threads at once, so it never waits.
 */
@FunctionalInterface
public interface TokenFacts {

    /** Returns what a token says, or null if it is not to be believed or says no such thing. */
    @Nullable TokenIdentity read(String token);
}
