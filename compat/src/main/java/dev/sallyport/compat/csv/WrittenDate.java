package dev.sallyport.compat.csv;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/*
 * A date or an instant as tables hold them (ISO 8601, RFC 3339): a date alone as the end of life means that whole day in UTC,
 * a time without a zone is UTC. Other orders of day and month are refused, for they cannot be told apart.
 */
record WrittenDate(Instant instant, String change) {

    private static final Instant FIRST = Instant.parse("0000-01-02T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    /**
     * Returns what a text says, or null if it is no date of the years that can be written (RFC
     * 3339).
     */
    static @Nullable WrittenDate of(String text, boolean isEnd) {
        WrittenDate date = read(text, isEnd);
        return date == null || date.instant.isBefore(FIRST) || date.instant.isAfter(LAST)
                ? null
                : date;
    }

    private static @Nullable WrittenDate read(String text, boolean isEnd) {
        String standard = text.replace(' ', 'T').replaceFirst("TUTC$", "Z");
        try {
            return new WrittenDate(Instant.parse(standard), "");
        } catch (DateTimeException other) {
            // Another of the forms, perhaps.
        }
        try {
            return new WrittenDate(OffsetDateTime.parse(standard).toInstant(), "");
        } catch (DateTimeException other) {
            // Another of the forms, perhaps.
        }
        try {
            LocalDate day = LocalDate.parse(standard);
            Instant instant =
                    (isEnd ? day.plusDays(1) : day).atStartOfDay().toInstant(ZoneOffset.UTC);
            return new WrittenDate(instant, (isEnd ? "expires" : "begins") + " at " + instant);
        } catch (DateTimeException other) {
            // Another of the forms, perhaps.
        }
        try {
            Instant instant = LocalDateTime.parse(standard).toInstant(ZoneOffset.UTC);
            return new WrittenDate(instant, "a time without a zone is UTC");
        } catch (DateTimeException none) {
            return null;
        }
    }
}
