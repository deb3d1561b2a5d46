package dev.sallyport.control.tenant;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of many, and where to go on.
 *
 * @param items the items, in their order
 * @param next the cursor of the next page, or null if this is the last
 * @param <T> of what
 */
public record Page<T>(List<T> items, @Nullable String next) {

    /** Copies the items. */
    public Page {
        items = List.copyOf(items);
    }
}
