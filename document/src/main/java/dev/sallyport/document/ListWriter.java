package dev.sallyport.document;

import dev.sallyport.engine.policy.NetworkList;

/** Writes a list in the form in which {@link ListReader} reads it back as the same list. */
public final class ListWriter {

    private ListWriter() {}

    /** Returns the document of a list: {@code name}, {@code description} and {@code entries}. */
    public static String write(NetworkList list, String description) {
        return JsonText.of(json ->
                json.object(() ->
                        json.member("name", list.name().value())
                                .member("description", description)
                                .array("entries", list.entries(), new EntryWriter(json)::write)));
    }
}
