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

    static @Nullable WrittenDate of(String text, boolean isEnd) {
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
