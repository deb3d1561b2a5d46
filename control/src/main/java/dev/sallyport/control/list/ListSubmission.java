package dev.sallyport.control.list;

import dev.sallyport.control.policy.EntrySubmission;
import java.util.List;

/**
 * A whole list as somebody wants it to be.
 *
 * @param description what it is for, empty if not said
 * @param entries the entries in the order of the document, none of them a list or any
 */
public record ListSubmission(String description, List<EntrySubmission> entries) {

    /** Copies the entries. */
    public ListSubmission {
        entries = List.copyOf(entries);
    }
}
