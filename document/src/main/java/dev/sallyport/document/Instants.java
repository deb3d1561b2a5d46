package dev.sallyport.document;

import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.engine.policy.Life;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/*
 * Instants and lives in documents: RFC 3339 with an offset, null where none is given.
 *
 * INVARIANT: every instant that is read can be written and read again. RFC 3339 has years of four digits, and an offset can
 * carry an instant out of them, so that is looked at in UTC, the offset in which instants are written.
 */
final class Instants {

    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private static final Pattern RFC_3339 =
            Pattern.compile(
                    "\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})");

    private Instants() {}

    /** Returns the instant at the cursor, or null if the value is null or, noted, no instant. */
    static @Nullable Instant read(JsonCursor cursor) {
        if (cursor.isNull()) {
            return null;
        }
        String text = cursor.rawText();
        if (text == null) {
            return null;
        }
        Instant instant = parse(text);
        if (instant == null) {
            cursor.fault(
                    ProblemCode.POLICY_INSTANT_INVALID,
                    "instant " + Quoted.text(text) + " is not one of RFC 3339 with an offset",
                    "write it like `2027-01-31T00:00:00Z`");
        }
        return instant;
    }

    /** Returns the instant at the cursor, or null if, noted, there is none. */
    static @Nullable Instant readRequired(JsonCursor cursor) {
        if (cursor.isNull()) {
            cursor.fault(
                    ProblemCode.JSON_WRONG_TYPE,
                    "the value is null, not an instant",
                    "write it like `2027-01-31T00:00:00Z`");
            return null;
        }
        return read(cursor);
    }

    private static @Nullable Instant parse(String text) {
        if (!RFC_3339.matcher(text).matches()) {
            return null;
        }
        try {
            Instant instant = OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
            return instant.isBefore(FIRST) || instant.isAfter(LAST) ? null : instant;
        } catch (DateTimeException noSuchDay) {
            return null;
        }
    }

    /**
     * Returns the life that the members of the object at the cursor state; an empty one is noted at
     * {@code expiresAt}.
     */
    static Life life(
            JsonCursor cursor,
            boolean enabled,
            @Nullable Instant notBefore,
            @Nullable Instant expiresAt) {
        if (notBefore != null && expiresAt != null && !notBefore.isBefore(expiresAt)) {
            cursor.memberFault(
                    "expiresAt",
                    ProblemCode.POLICY_LIFE_EMPTY,
                    "`notBefore` is not before `expiresAt`",
                    "put `expiresAt` after " + Quoted.text(notBefore.toString()));
        }
        return new Life(
                enabled,
                notBefore == null ? Instant.MIN : notBefore,
                expiresAt == null ? Instant.MAX : expiresAt);
    }

    /** Returns an instant, or null where none was given. */
    static @Nullable Instant given(Instant instant) {
        return instant.equals(Instant.MIN) || instant.equals(Instant.MAX) ? null : instant;
    }

    /** Returns the text of an instant, or null where none was given. */
    static @Nullable String text(@Nullable Instant instant) {
        Instant given = instant == null ? null : given(instant);
        return given == null ? null : given.toString();
    }
}
