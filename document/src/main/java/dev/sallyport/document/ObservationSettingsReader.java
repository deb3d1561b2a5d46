package dev.sallyport.document;

import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads how observations are to be kept: {@code {"pseudonyms": true}}. Strict and total as {@link
 * PolicyReader}.
 */
public final class ObservationSettingsReader {

    private static final List<String> MEMBERS = List.of("pseudonyms");

    private final JsonCursor cursor;
    private @Nullable Boolean pseudonyms;

    private ObservationSettingsReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /**
     * Returns whether pseudonyms are wanted, or the faults under {@code request.invalid}. The
     * stream is closed.
     */
    public static Outcome<Boolean> read(InputStream bytes, DocumentLimits limits) {
        return JsonCursor.read(
                bytes,
                limits,
                ProblemCode.REQUEST_INVALID,
                cursor -> new ObservationSettingsReader(cursor).settings());
    }

    private @Nullable Boolean settings() {
        JsonCursor.Members members = cursor.object(MEMBERS, name -> pseudonyms = cursor.truth());
        cursor.require(members, "pseudonyms");
        return pseudonyms;
    }
}
