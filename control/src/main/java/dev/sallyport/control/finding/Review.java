package dev.sallyport.control.finding;

import java.util.List;

/**
 * A policy looked over.
 *
 * @param entityTag the entity tag of the revision or draft that was looked at, without quotes
 * @param findings what is odd
 * @param aggregated what its rules come to
 */
public record Review(String entityTag, Findings findings, List<Aggregation> aggregated) {

    /** Copies the list. */
    public Review {
        aggregated = List.copyOf(aggregated);
    }
}
