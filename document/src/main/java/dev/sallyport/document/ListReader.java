package dev.sallyport.document;

import dev.sallyport.control.list.ListLimits;
import dev.sallyport.control.list.ListSubmission;
import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.ListName;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list: {@code entries}, and as far as given {@code description} and {@code name}, which
 * must be the name it is sent to. Strict and total as {@link PolicyReader}.
 */
public final class ListReader {

    /** The longest description, in UTF-16 units. */
    public static final int MAX_DESCRIPTION_LENGTH = 500;

    private static final int MAX_NAME_LENGTH = 200;

    private static final List<String> MEMBERS =
            List.of(
                    "name",
                    "description",
                    "entries",
                    LockOutWriter.IMPACT,
                    FindingsWriter.FINDINGS,
                    FindingsWriter.COUNT);

    private final JsonCursor cursor;
    private final ListName expected;
    private final int maxEntries;
    private final List<EntrySubmission> entries = new ArrayList<>();
    private final Set<EntryId> ids = new HashSet<>();
    private String description = "";
    private int count;

    private ListReader(JsonCursor cursor, ListName expected, int maxEntries) {
        this.cursor = cursor;
        this.expected = expected;
        this.maxEntries = maxEntries;
    }

    /**
     * Returns the list that the bytes hold, or its faults under {@code list.invalid}. The stream is
     * closed.
     *
     * @param expected the name it is sent to
     */
    public static Outcome<ListSubmission> read(
            InputStream bytes, DocumentLimits limits, ListLimits listLimits, ListName expected) {
        return JsonCursor.read(
                bytes,
                limits,
                ProblemCode.LIST_INVALID,
                cursor -> new ListReader(cursor, expected, listLimits.maxEntries()).list());
    }

    private @Nullable ListSubmission list() {
        int before = cursor.faultCount();
        JsonCursor.Members members = cursor.object(MEMBERS, this::member);
        cursor.require(members, "entries");
        return cursor.faultCount() > before ? null : new ListSubmission(description, entries);
    }

    private void member(String member) {
        switch (member) {
            case "name" -> name();
            case "description" -> {
                String text = cursor.text(MAX_DESCRIPTION_LENGTH);
                description = text == null ? "" : text;
            }
            case "entries" -> cursor.array(this::entry);
            // Ours, in the answer to a PUT; what comes back of it means nothing.
            case LockOutWriter.IMPACT, FindingsWriter.FINDINGS, FindingsWriter.COUNT ->
                    cursor.skip();
            default -> throw new IllegalStateException("a member is known and not read");
        }
    }

    private void name() {
        String text = cursor.rawText(MAX_NAME_LENGTH);
        if (text != null && !text.equals(expected.value())) {
            cursor.fault(
                    ProblemCode.JSON_UNKNOWN_VALUE,
                    "the name in the document is not that of the list it is sent to",
                    "write `" + expected + "`, or leave the name out");
        }
    }

    private void entry() {
        if (++count > maxEntries) {
            throw cursor.stop(
                    ProblemCode.LIST_TOO_MANY_ENTRIES,
                    "the list has more than " + maxEntries + " entries",
                    "join neighbouring prefixes, or have the operator raise the limit");
        }
        EntrySubmission entry = EntryReader.readOfList(cursor, ids);
        if (entry != null) {
            entries.add(entry);
        }
    }
}
