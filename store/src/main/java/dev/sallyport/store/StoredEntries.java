package dev.sallyport.store;

import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.control.port.UnreadableStateException;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import java.util.List;

/* Entries as they were stored. */
final class StoredEntries {

    private StoredEntries() {}

    /**
     * Returns the entries with the ids they were stored with.
     *
     * @throws UnreadableStateException if one has none
     */
    static List<Entry> of(List<EntrySubmission> entries) {
        return entries.stream().map(StoredEntries::entry).toList();
    }

    private static Entry entry(EntrySubmission entry) {
        EntryId id = entry.id();
        if (id == null) {
            throw new UnreadableStateException("a stored entry has no id");
        }
        return entry.toEntry(id);
    }
}
