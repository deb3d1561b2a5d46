package dev.sallyport.egress.feed;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/* The ways in which publishers write when an edition was made; all of them mean UTC. */
final class Dates {

    private static final DateTimeFormatter DASHED =
            DateTimeFormatter.ofPattern("uuuu-MM-dd-HH-mm-ss");

    private Dates() {}

    /** Reads {@code 2026-04-15-21-07-04}. */
    static @Nullable Instant dashed(String text) {
        try {
            return LocalDateTime.parse(text, DASHED).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    /** Reads {@code 2025-05-30T13:08:47.030747}, with or without an offset. */
    static @Nullable Instant iso(String text) {
        try {
            return text.endsWith("Z")
                    ? Instant.parse(text)
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    /** Returns a number that grows with the instant; {@link FeedStamp#UNORDERED} for none. */
    static long order(@Nullable Instant instant) {
        return instant == null
                ? FeedStamp.UNORDERED
                : instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }
}
