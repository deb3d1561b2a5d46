package dev.sallyport.control.finding;

import dev.sallyport.engine.address.IpSet;
import java.time.Instant;
import java.util.Map;

/**
 * What is looked for.
 *
 * @param now what is live, and what has expired, is meant of this instant
 * @param breadth from when on a rule is too broad
 * @param shared addresses that strangers share, by label
 */
public record FindingTerms(Instant now, Breadth breadth, Map<String, IpSet> shared) {

    /** Copies the labels. */
    public FindingTerms {
        shared = Map.copyOf(shared);
    }
}
