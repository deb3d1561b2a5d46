package dev.sallyport.engine.policy;

import java.util.List;

/**
 * A named list of entries that policies refer to.
 *
 * @param name the name by which policies refer to it
 * @param entries its entries; none of them a list or any
 */
public record NetworkList(ListName name, List<Entry> entries) {

    /**
     * Copies the entries.
     *
     * @throws IllegalArgumentException if an entry is a list or any
     */
    public NetworkList {
        entries = List.copyOf(entries);
        for (Entry entry : entries) {
            if (entry.source() instanceof Source.ListReference
                    || entry.source() instanceof Source.Any) {
                throw new IllegalArgumentException("a list holds no list and no any");
            }
        }
    }
}
