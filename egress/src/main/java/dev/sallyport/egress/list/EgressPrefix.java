package dev.sallyport.egress.list;

import dev.sallyport.engine.address.IpPrefix;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A prefix that a service uses, and when.
 *
 * @param prefix the addresses
 * @param service which part of the service uses them: 1 to 63 lower-case letters, digits, hyphens
 * @param direction which way traffic flows
 * @param notBefore the first instant at which it may be used; it is listed earlier, as notice
 * @param removeAfter the instant up to which it stays listed, not before {@code notBefore}; null if
 *     there is no end
 * @param label what people call it, 1 to 200 characters without control characters; null for none
 */
public record EgressPrefix(
        IpPrefix prefix,
        String service,
        Direction direction,
        Instant notBefore,
        @Nullable Instant removeAfter,
        @Nullable String label)
        implements Comparable<EgressPrefix> {

    /** The longest label, in characters. */
    public static final int LONGEST_LABEL = 200;

    private static final Comparator<EgressPrefix> ORDER =
            Comparator.comparing(EgressPrefix::prefix)
                    .thenComparing(EgressPrefix::service)
                    .thenComparing(EgressPrefix::direction);

    /**
     * Checks names and times.
     *
     * @throws IllegalArgumentException if the service is no name, the label none, the prefix
     *     IPv4-mapped, or the end before the beginning
     */
    public EgressPrefix {
        if (!isServiceName(service)) {
            throw new IllegalArgumentException("a service has 1 to 63 of a-z, 0-9 and hyphens");
        }
        if (label != null && !isLabel(label)) {
            throw new IllegalArgumentException("a label has 1 to 200 printable characters");
        }
        if (prefix.isIpv4Mapped()) {
            throw new IllegalArgumentException("an IPv4-mapped prefix is written as IPv4");
        }
        if (removeAfter != null && removeAfter.isBefore(notBefore)) {
            throw new IllegalArgumentException("a prefix ends after it begins");
        }
    }

    /** Returns whether {@code text} can be the name of a service. */
    public static boolean isServiceName(String text) {
        return EgressName.isName(text);
    }

    /** Returns whether {@code text} can be a label. */
    public static boolean isLabel(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_LABEL
                && text.chars().noneMatch(Character::isISOControl);
    }

    /** Returns whether it is listed at {@code instant}: its end has not passed. */
    public boolean isListedAt(Instant instant) {
        Instant end = removeAfter;
        return end == null || !instant.isAfter(end);
    }

    /** Orders by prefix, then service, then direction. */
    @Override
    public int compareTo(EgressPrefix other) {
        return ORDER.compare(this, other);
    }
}
