package dev.sallyport.egress.list;

import java.util.Locale;
import java.util.Optional;

/** Which way traffic of a prefix flows, seen from the service that publishes it. */
public enum Direction {
    /** The service calls from it: its customers open their firewalls to it. */
    OUTBOUND,
    /** The service is called at it: its customers let their own programs reach it. */
    INBOUND,
    /** Both of these. */
    BOTH;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** Returns the word that documents use: {@code outbound}, {@code inbound} or {@code both}. */
    public String text() {
        return text;
    }

    /** Returns whether traffic of this direction includes that of {@code other}. */
    public boolean includes(Direction other) {
        return this == BOTH || this == other;
    }

    /** Returns the direction of the given word, or nothing if it is none. */
    public static Optional<Direction> ofText(String text) {
        for (Direction direction : values()) {
            if (direction.text.equals(text)) {
                return Optional.of(direction);
            }
        }
        return Optional.empty();
    }
}
