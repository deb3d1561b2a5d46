package dev.sallyport.control.egress;

import java.time.Instant;
import java.util.List;

/**
 * What those who follow a region are told: how the list differs from the one they were told of
 * last. Several publications may be behind it.
 *
 * @param region the region
 * @param previous the serial of the notice before, 0 for the first
 * @param serial the serial it leads to
 * @param at when it was given
 * @param words the difference in sentences, at least one
 */
public record EgressNotice(
        String region, long previous, long serial, Instant at, List<String> words) {

    /** Copies the sentences and counts those that are too many. */
    public EgressNotice {
        words = Publication.bounded(words);
    }
}
