package dev.sallyport.engine.address;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads addresses, prefixes and ranges strictly: four decimal octets without leading zeros, or IPv6
 * as in RFC 4291 section 2.2; no names, zones, ports, brackets or white space, no octal,
 * hexadecimal, short or integer forms.
 *
 * <p>{@link #parse} leaves an IPv4-mapped address (RFC 4291 section 2.5.5.2) as it is. {@link
 * #parsePrefix} and {@link #parseRange} read the entries of a policy and refuse what lies inside
 * {@code ::ffff:0:0/96} with its IPv4 text as the hint; a bare address as an entry goes through
 * {@link #parsePrefix}. The {@code Request} methods read addresses of requests, whose zone is
 * dropped and whose mapped form becomes IPv4. The {@code Vendor} methods serve importers and
 * vendor-compatible interfaces, which mask host bits and turn mapped networks into IPv4 ones
 * instead of refusing them.
 *
 * <p>The {@code try} methods neither throw nor allocate anything but their result, and their work
 * is bounded by the longest address. Why a text was refused is found out only when somebody wants
 * to know. Stateless and thread-safe.
 */
public final class AddressParser {

    /**
     * The longest text of an address, in characters: six IPv6 groups of four digits and a dotted
     * quad.
     */
    static final int LONGEST_ADDRESS = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".length();

    /** The longest text of a prefix, in characters. */
    static final int LONGEST_PREFIX = LONGEST_ADDRESS + "/128".length();

    /** The longest text of a range, in characters. */
    static final int LONGEST_RANGE = 2 * LONGEST_ADDRESS + 1;

    private static final int LONGEST_ZONE = 64;

    private AddressParser() {}

    /**
     * Returns the address that {@code text} denotes.
     *
     * @throws AddressSyntaxException if the text is anything else; its code says what
     */
    public static IpAddress parse(CharSequence text) {
        IpAddress address = tryParse(text, 0, text.length());
        if (address == null) {
            throw AddressDiagnosis.of(text);
        }
        return address;
    }

    /**
     * Returns the address that the characters {@code from} (inclusive) to {@code to} (exclusive)
     * denote, or null if they denote none.
     *
     * @throws IndexOutOfBoundsException if the text has no such characters
     */
    public static @Nullable IpAddress tryParse(CharSequence text, int from, int to) {
        Objects.checkFromToIndex(from, to, text.length());
        long bits = Ipv4Text.bits(text, from, to);
        return bits == Ipv4Text.REFUSED
                ? Ipv6Text.tryParse(text, from, to)
                : IpAddress.ipv4((int) bits);
    }

    /**
     * Returns the address of a request that {@code text} denotes: a zone id (RFC 4007 section 11)
     * is dropped, an IPv4-mapped address becomes IPv4.
     *
     * @throws AddressSyntaxException if the text is anything else; its code says what
     */
    public static IpAddress parseRequestAddress(CharSequence text) {
        IpAddress address = tryParseRequestAddress(text, 0, text.length());
        if (address == null) {
            throw AddressDiagnosis.of(text);
        }
        return address;
    }

    /**
     * Returns the address of a request that the characters denote, or null if they denote none. A
     * zone id is dropped if it stands behind an IPv6 address and is 1 to 64 letters, digits, {@code
     * - . _ ~} or {@code %}; an IPv4-mapped address becomes IPv4.
     *
     * @throws IndexOutOfBoundsException if the text has no such characters
     */
    public static @Nullable IpAddress tryParseRequestAddress(CharSequence text, int from, int to) {
        Objects.checkFromToIndex(from, to, text.length());
        int end = zoneStart(text, from, to);
        if (end < to && !isZone(text, end + 1, to)) {
            return null;
        }
        IpAddress address =
                end < to ? Ipv6Text.tryParse(text, from, end) : tryParse(text, from, end);
        return address == null ? null : address.unmapped();
    }

    private static int zoneStart(CharSequence text, int from, int to) {
        int limit = Math.min(to, from + LONGEST_ADDRESS + 1);
        for (int i = from; i < limit; i++) {
            if (text.charAt(i) == '%') {
                return i;
            }
        }
        return to;
    }

    /* RFC 6874 section 2: unreserved characters and percent escapes. */
    private static boolean isZone(CharSequence text, int from, int to) {
        if (from == to || to - from > LONGEST_ZONE) {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean letterOrDigit =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && c != '-' && c != '.' && c != '_' && c != '~' && c != '%') {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the prefix that {@code text} denotes: an address, or an address, {@code /} and a
     * decimal length without sign or leading zero. A bare address is a prefix of full length.
     *
     * @throws AddressSyntaxException if the text is anything else, has host bits set or lies inside
     *     {@code ::ffff:0:0/96}; its code says what
     */
    public static IpPrefix parsePrefix(CharSequence text) {
        IpPrefix prefix = tryParsePrefix(text);
        if (prefix == null) {
            throw PrefixDiagnosis.of(text);
        }
        return prefix;
    }

    /** Returns what {@link #parsePrefix} returns, or null where it throws. */
    public static @Nullable IpPrefix tryParsePrefix(CharSequence text) {
        IpPrefix masked = maskedPrefix(text);
        if (masked == null || masked.isIpv4Mapped()) {
            return null;
        }
        // INVARIANT: the part before the slash was read by maskedPrefix, so it is an address.
        IpAddress written = tryParse(text, 0, addressEnd(text));
        return masked.address().equals(written) ? masked : null;
    }

    /**
     * Returns the prefix that {@code text} denotes, host bits cleared; a prefix inside {@code
     * ::ffff:0:0/96} becomes the IPv4 prefix it stands for.
     *
     * @throws AddressSyntaxException if the text is neither an address nor an address, {@code /}
     *     and a length
     */
    public static IpPrefix parseVendorPrefix(CharSequence text) {
        IpPrefix masked = maskedPrefix(text);
        if (masked == null) {
            throw PrefixDiagnosis.of(text);
        }
        return masked.unmapped();
    }

    private static @Nullable IpPrefix maskedPrefix(CharSequence text) {
        if (text.length() > LONGEST_PREFIX) {
            return null;
        }
        int slash = addressEnd(text);
        IpAddress address = tryParse(text, 0, slash);
        if (address == null) {
            return null;
        }
        int bits = address.family().bits();
        int length = slash == text.length() ? bits : prefixLength(text, slash + 1);
        return length < 0 || length > bits ? null : IpPrefix.around(address, length);
    }

    private static int addressEnd(CharSequence text) {
        int slash = indexOf(text, '/');
        return slash < 0 ? text.length() : slash;
    }

    /* The decimal number from there to the end, or -1; above 999 it matters to nobody. */
    private static int prefixLength(CharSequence text, int from) {
        int digits = text.length() - from;
        if (digits < 1 || digits > 3 || (digits > 1 && text.charAt(from) == '0')) {
            return -1;
        }
        int length = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            length = length * 10 + (c - '0');
        }
        return length;
    }

    /**
     * Returns the range that {@code text} denotes: two addresses with one {@code -} between them
     * and nothing else.
     *
     * @throws AddressSyntaxException if the text is anything else, mixes families, is reversed or
     *     has an end inside {@code ::ffff:0:0/96}; its code says what
     */
    public static IpRange parseRange(CharSequence text) {
        IpRange range = tryParseRange(text);
        if (range == null) {
            throw RangeDiagnosis.of(text);
        }
        return range;
    }

    /** Returns what {@link #parseRange} returns, or null where it throws. */
    public static @Nullable IpRange tryParseRange(CharSequence text) {
        IpRange range = orderedRange(text, false);
        return range == null || range.first().isIpv4Mapped() || range.last().isIpv4Mapped()
                ? null
                : range;
    }

    /**
     * Returns the range that {@code text} denotes; an end inside {@code ::ffff:0:0/96} becomes the
     * IPv4 address it stands for.
     *
     * @throws AddressSyntaxException if the text is anything else, then mixes families or is
     *     reversed; its code says what
     */
    public static IpRange parseVendorRange(CharSequence text) {
        IpRange range = orderedRange(text, true);
        if (range == null) {
            throw RangeDiagnosis.of(text);
        }
        return range;
    }

    private static @Nullable IpRange orderedRange(CharSequence text, boolean unmapping) {
        int dash = text.length() > LONGEST_RANGE ? -1 : indexOf(text, '-');
        IpAddress first = dash < 0 ? null : tryParse(text, 0, dash);
        IpAddress last = dash < 0 ? null : tryParse(text, dash + 1, text.length());
        if (first == null || last == null) {
            return null;
        }
        if (unmapping) {
            first = first.unmapped();
            last = last.unmapped();
        }
        boolean ordered = first.family() == last.family() && first.compareTo(last) <= 0;
        return ordered ? new IpRange(first, last) : null;
    }

    static int indexOf(CharSequence text, char wanted) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == wanted) {
                return i;
            }
        }
        return -1;
    }
}
