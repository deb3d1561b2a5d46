package dev.sallyport.control.feed;

import dev.sallyport.control.port.FeedCatalog;
import dev.sallyport.control.problem.ProblemCode;
import java.util.List;

/**
 * An edition of a feed that is to be in force.
 *
 * @param feed the name of the feed
 * @param digest a text that differs where editions do, not empty
 * @param edition the day or mark of the edition, may be empty
 * @param change what it changes, in words
 * @param overridden the refusals in spite of which it is taken
 * @param before the lists as they are
 * @param after the lists as they will be, but for those that the edition empties
 */
public record FeedReplacement(
        String feed,
        String digest,
        String edition,
        String change,
        List<ProblemCode> overridden,
        FeedCatalog before,
        FeedCatalog after) {

    /** Copies the codes. */
    public FeedReplacement {
        overridden = List.copyOf(overridden);
    }
}
