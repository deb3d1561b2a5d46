package dev.sallyport.control.egress;

import dev.sallyport.egress.list.EgressList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What was published under one serial; never changed and never removed.
 *
 * @param list the list
 * @param document the rich document, whose bytes in UTF-8 are those that are signed
 * @param words how it differs from the serial before, in sentences; at most {@link #MOST_WORDS} and
 *     one that counts the rest
 */
public record Publication(EgressList list, String document, List<String> words) {

    /** The most sentences that are kept of one publication. */
    public static final int MOST_WORDS = 200;

    /** Copies the sentences and counts those that are too many. */
    public Publication {
        words = bounded(words);
    }

    /**
     * The same without its content.
     *
     * @param serial its serial
     * @param created when it was published
     * @param words how it differs from the one before
     */
    public record Summary(long serial, Instant created, List<String> words) {

        /** Copies the sentences. */
        public Summary {
            words = List.copyOf(words);
        }
    }

    /** Returns this without its content. */
    public Summary summary() {
        return new Summary(list.serial(), list.created(), words);
    }

    static List<String> bounded(List<String> words) {
        if (words.size() <= MOST_WORDS + 1) {
            return List.copyOf(words);
        }
        List<String> kept = new ArrayList<>(words.subList(0, MOST_WORDS));
        kept.add("and " + (words.size() - MOST_WORDS) + " more");
        return List.copyOf(kept);
    }
}
