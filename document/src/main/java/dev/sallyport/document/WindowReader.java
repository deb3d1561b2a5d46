package dev.sallyport.document;

import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.whatif.Window;
import dev.sallyport.evidence.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/*
 * Reads the members that say which hours are looked at: `days` up to now, or `from` and `until`; 30 days if nothing is said.
 */
final class WindowReader {

    static final List<String> MEMBERS = List.of("days", "from", "until");

    private static final long DEFAULT_DAYS = 30;
    private static final long MOST_DAYS = 400;

    /* So that both ends can be written with years of four digits. */
    private static final long LAST_HOUR =
            Observation.hourOf(Instant.parse("9999-12-31T23:00:00Z").toEpochMilli());

    private final JsonCursor cursor;
    private @Nullable Long days;
    private @Nullable Instant from;
    private @Nullable Instant until;

    WindowReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /** Reads one of the members. */
    void member(String name) {
        switch (name) {
            case "days" -> days = cursor.wholeNumber(1, MOST_DAYS, ProblemCode.JSON_WRONG_TYPE);
            case "from" -> from = Instants.read(cursor);
            case "until" -> until = Instants.read(cursor);
            default -> throw new IllegalStateException("a member is known and not read");
        }
    }

    /** Returns the window; faults are noted. */
    Window window(Instant now) {
        if (days != null && (from != null || until != null)) {
            fault("days", "`days` is given beside `from` or `until`", "leave one of them out");
        }
        Window usual = Window.before(now, Duration.ofDays(days == null ? DEFAULT_DAYS : days));
        if (from == null && until == null) {
            return usual;
        }
        long last = until == null ? usual.untilHour() : hourBehind(until);
        long first =
                from == null
                        ? last - Duration.ofDays(DEFAULT_DAYS).toHours()
                        : Observation.hourOf(from.toEpochMilli());
        first = Math.max(first, 0);
        last = Math.min(last, LAST_HOUR);
        if (first >= last) {
            fault(
                    "from",
                    "`from` is not before `until`, or the hours lie outside the years 1970 to 9999",
                    "write the earlier instant as `from`");
            return usual;
        }
        return new Window(first, last);
    }

    /* What has begun counts. */
    private static long hourBehind(Instant until) {
        return Observation.hourOf(until.toEpochMilli() - 1) + 1;
    }

    private void fault(String name, String detail, String hint) {
        cursor.memberFault(name, ProblemCode.JSON_UNKNOWN_VALUE, detail, hint);
    }
}
