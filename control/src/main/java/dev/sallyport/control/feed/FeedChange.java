package dev.sallyport.control.feed;

import java.time.Instant;
import java.util.List;

/**
 * What an edition of a feed changed when it was put in force.
 *
 * @param at when
 * @param edition the day or mark of the edition, may be empty
 * @param added how many prefixes are new
 * @param removed how many are gone
 * @param changed of how many something else is said
 * @param words how many entries each region and service gained and lost, those with the most first
 * @param addedPrefixes the first of the new ones
 * @param removedPrefixes the first of those that are gone
 * @param changedPrefixes the first of those of which something else is said
 */
public record FeedChange(
        Instant at,
        String edition,
        int added,
        int removed,
        int changed,
        List<String> words,
        List<String> addedPrefixes,
        List<String> removedPrefixes,
        List<String> changedPrefixes) {

    /** Copies the lists. */
    public FeedChange {
        words = List.copyOf(words);
        addedPrefixes = List.copyOf(addedPrefixes);
        removedPrefixes = List.copyOf(removedPrefixes);
        changedPrefixes = List.copyOf(changedPrefixes);
    }

    /** Returns the counts in words. */
    public String sentence() {
        return added + " prefixes added, " + removed + " removed, " + changed + " changed";
    }
}
