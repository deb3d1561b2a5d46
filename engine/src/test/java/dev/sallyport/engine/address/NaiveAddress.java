package dev.sallyport.engine.address;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The address grammar once more, slow and plain: the oracle of the parser and the formatter. */
final class NaiveAddress {

    private static final Pattern OCTET =
            Pattern.compile("[0-9]|[1-9][0-9]|1[0-9][0-9]|2[0-4][0-9]|25[0-5]");
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");

    private NaiveAddress() {}

    static @Nullable IpAddress parse(String text) {
        List<Integer> octets = octets(text);
        if (octets != null) {
            return IpAddress.ofBytes(bytes(octets));
        }
        int gap = text.indexOf("::");
        if (gap < 0) {
            List<Integer> all = groups(text);
            return all == null || all.size() != 16 ? null : IpAddress.ofBytes(bytes(all));
        }
        List<Integer> head = gap == 0 ? List.of() : groups(text.substring(0, gap));
        List<Integer> tail = gap + 2 == text.length() ? List.of() : groups(text.substring(gap + 2));
        boolean quadInHead = text.substring(0, gap).contains(".");
        if (head == null || tail == null || quadInHead || head.size() + tail.size() > 14) {
            return null;
        }
        List<Integer> all = new ArrayList<>(head);
        while (all.size() + tail.size() < 16) {
            all.add(0);
        }
        all.addAll(tail);
        return IpAddress.ofBytes(bytes(all));
    }

    private static @Nullable List<Integer> octets(String text) {
        String[] parts = text.split("\\.", -1);
        List<Integer> octets = new ArrayList<>();
        for (String part : parts) {
            if (!OCTET.matcher(part).matches()) {
                return null;
            }
            octets.add(Integer.parseInt(part));
        }
        return octets.size() == 4 ? octets : null;
    }

    private static @Nullable List<Integer> groups(String text) {
        List<Integer> octets = new ArrayList<>();
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            List<Integer> quad = i == parts.length - 1 ? octets(parts[i]) : null;
            if (quad != null) {
                octets.addAll(quad);
            } else if (GROUP.matcher(parts[i]).matches()) {
                int group = Integer.parseInt(parts[i], 16);
                octets.add(group >>> 8);
                octets.add(group & 0xFF);
            } else {
                return null;
            }
        }
        return octets;
    }

    private static byte[] bytes(List<Integer> octets) {
        byte[] bytes = new byte[octets.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = octets.get(i).byteValue();
        }
        return bytes;
    }

    /**
     * Returns the text of RFC 5952: of all ways to write the address with at most one {@code ::}
     * the first shortest.
     */
    static String format(IpAddress address) {
        int bits = address.ipv4Bits();
        String dotted =
                "%d.%d.%d.%d"
                        .formatted(bits >>> 24, bits >>> 16 & 255, bits >>> 8 & 255, bits & 255);
        if (address.isIpv4()) {
            return dotted;
        }
        if (address.isIpv4Mapped()) {
            return "::ffff:" + dotted;
        }
        List<String> groups = new ArrayList<>();
        BigInteger value =
                new BigInteger(Long.toHexString(address.high()), 16)
                        .shiftLeft(64)
                        .add(new BigInteger(Long.toHexString(address.low()), 16));
        for (int shift = 112; shift >= 0; shift -= 16) {
            groups.add(value.shiftRight(shift).and(BigInteger.valueOf(0xFFFF)).toString(16));
        }
        for (int length = 8; length >= 2; length--) {
            for (int from = 0; from + length <= 8; from++) {
                if (groups.subList(from, from + length).stream().allMatch("0"::equals)) {
                    return String.join(":", groups.subList(0, from))
                            + "::"
                            + String.join(":", groups.subList(from + length, 8));
                }
            }
        }
        return String.join(":", groups);
    }
}
