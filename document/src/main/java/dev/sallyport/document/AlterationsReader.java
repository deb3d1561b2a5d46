package dev.sallyport.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.audit.Alteration;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a change altered: an array of {@code {"what", "before", "after"}}. Strict and total.
 */
public final class AlterationsReader {

    private static final List<String> MEMBERS = List.of("what", "before", "after");

    private final JsonCursor cursor;
    private final List<Alteration> alterations = new ArrayList<>();
    private @Nullable String what;
    private @Nullable String before;
    private @Nullable String after;

    private AlterationsReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /** Returns the alterations that the text holds, or its faults under {@code request.invalid}. */
    public static Outcome<List<Alteration>> read(String text, DocumentLimits limits) {
        return JsonCursor.read(
                new ByteArrayInputStream(text.getBytes(UTF_8)),
                limits,
                ProblemCode.REQUEST_INVALID,
                AlterationsReader::read);
    }

    /** Returns the alterations at the cursor; faults are noted. */
    static List<Alteration> read(JsonCursor cursor) {
        AlterationsReader reader = new AlterationsReader(cursor);
        cursor.array(Alteration.MAX_COUNT + 1, reader::alteration);
        return reader.alterations;
    }

    private void alteration() {
        what = null;
        before = null;
        after = null;
        JsonCursor.Members members = cursor.object(MEMBERS, this::member);
        cursor.require(members, "what", "before", "after");
        if (what != null && before != null && after != null) {
            alterations.add(new Alteration(what, before, after));
        }
    }

    private void member(String name) {
        String text = cursor.rawText(Alteration.MAX_LENGTH);
        switch (name) {
            case "what" -> what = text;
            case "before" -> before = text;
            case "after" -> after = text;
            default -> throw new IllegalStateException("a member is known and not read");
        }
    }
}
