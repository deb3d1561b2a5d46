package dev.sallyport.control.check;

import dev.sallyport.engine.policy.ListName;
import java.time.Instant;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * With what a request of the past was judged.
 *
 * @param at the instant
 * @param listsOfToday the lists that were judged as they are today, because how they were then is
 *     not kept
 * @param geoEditionThen the edition of the geo data in force then, or null if there was none or
 *     nobody noted it
 * @param geoEditionUsed the edition that was judged with, that of today; null if there is none
 */
public record AsOf(
        Instant at,
        SortedSet<ListName> listsOfToday,
        @Nullable String geoEditionThen,
        @Nullable String geoEditionUsed) {

    /** Returns whether every list was judged as it was then. */
    public boolean areListsKept() {
        return listsOfToday.isEmpty();
    }
}
