package dev.sallyport.control.denial;

import java.util.Optional;

/**
 * The denials of the last minutes; kept in memory only, so a restart forgets them (ADR 16). Safe
 * for use by many threads.
 */
@FunctionalInterface
public interface RecentDenials {

    /** Returns the denial with the given id, if it is still kept. */
    Optional<Denial> find(RequestId id);
}
