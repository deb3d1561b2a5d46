package dev.sallyport.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The reading of addresses that semantics section 2.5 asks for: "four decimal octets without
 * leading zeros; IPv6 per RFC 4291; no names, no DNS, no octal, hex, short or integer forms".
 */
public final class NaiveAddressText {

    private NaiveAddressText() {}

    /** Returns the address that {@code text} denotes, as it stands, or empty. */
    public static Optional<Octets> parse(String text) {
        return text.indexOf(':') >= 0 ? ipv6(text) : ipv4(text);
    }

    /** Returns the IPv4 address that {@code text} denotes, or empty. */
    public static Optional<Octets> ipv4(String text) {
        List<String> parts = split(text, '.');
        if (parts.size() != 4) {
            return Optional.empty();
        }
        int[] octets = new int[4];
        for (int i = 0; i < 4; i++) {
            String part = parts.get(i);
            if (!isDecimal(part, 3)
                    || part.length() > 1 && part.charAt(0) == '0'
                    || Integer.parseInt(part) > 255) {
                return Optional.empty();
            }
            octets[i] = Integer.parseInt(part);
        }
        return Optional.of(Octets.of(octets));
    }

    /* RFC 4291 section 2.2: eight groups; or `::` once for one group or more; or six groups and an IPv4 address. */
    private static Optional<Octets> ipv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            List<Integer> octets = groups(text);
            return octets != null && octets.size() == 16
                    ? Optional.of(octets(octets))
                    : Optional.empty();
        }
        List<Integer> left = gap == 0 ? List.of() : groups(text.substring(0, gap));
        String rest = text.substring(gap + 2);
        List<Integer> right = rest.isEmpty() ? List.of() : groups(rest);
        // An IPv4 address stands at the very end only, not before the gap.
        if (left == null
                || right == null
                || left.size() + right.size() > 14
                || text.substring(0, gap).contains(".")) {
            return Optional.empty();
        }
        List<Integer> all = new ArrayList<>(left);
        while (all.size() + right.size() < 16) {
            all.add(0);
        }
        all.addAll(right);
        return Optional.of(octets(all));
    }

    /* The octets of groups between single colons, or null if one is malformed. */
    private static @Nullable List<Integer> groups(String text) {
        List<Integer> octets = new ArrayList<>();
        List<String> groups = split(text, ':');
        for (int i = 0; i < groups.size(); i++) {
            String group = groups.get(i);
            Optional<Octets> dotted = i == groups.size() - 1 ? ipv4(group) : Optional.empty();
            if (dotted.isPresent()) {
                for (int k = 0; k < 4; k++) {
                    octets.add(dotted.get().octet(k));
                }
            } else if (isHexadecimal(group)) {
                int value = Integer.parseInt(group, 16);
                octets.add(value >> 8);
                octets.add(value & 0xFF);
            } else {
                return null;
            }
        }
        return octets;
    }

    private static Octets octets(List<Integer> values) {
        return Octets.of(values.stream().mapToInt(Integer::intValue).toArray());
    }

    /* Whether there are one to `most` digits and nothing else. */
    static boolean isDecimal(String text, int most) {
        return !text.isEmpty()
                && text.length() <= most
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isHexadecimal(String text) {
        return !text.isEmpty()
                && text.length() <= 4
                && text.chars()
                        .allMatch(c ->
                                c >= '0' && c <= '9'
                                        || c >= 'a' && c <= 'f'
                                        || c >= 'A' && c <= 'F');
    }

    /* The parts between separators, empty ones included. */
    static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == separator) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        return parts;
    }
}
