package dev.sallyport.engine.address;

import org.jspecify.annotations.Nullable;

/* Reads the three text forms of RFC 4291 section 2.2 and nothing else; allocates only the result. */
final class Ipv6Text {

    /*
     * Groups are shifted into `high` and `low` from the right. At `::` what was read so far moves to the left end of
     * `headHigh` and `headLow`; the groups behind it start anew, and the two parts are united at the end.
     *
     *   2001:db8::5:6      head 2001:0db8:0:0:0:0:0:0    tail 0:0:0:0:0:0:5:6
     */

    private static final int GROUPS = 8;

    private Ipv6Text() {}

    static @Nullable IpAddress tryParse(CharSequence text, int from, int to) {
        if (to - from < 2 || to - from > AddressParser.LONGEST_ADDRESS) {
            return null;
        }
        long headHigh = 0;
        long headLow = 0;
        long high = 0;
        long low = 0;
        int groups = 0;
        boolean compressed = false;
        int at = from;
        if (text.charAt(at) == ':') {
            if (text.charAt(at + 1) != ':') {
                return null;
            }
            compressed = true;
            at += 2;
        }
        while (at < to) {
            int start = at;
            int group = 0;
            for (int digit; at < to && (digit = hexDigit(text.charAt(at))) >= 0; at++) {
                group = group << 4 | digit;
            }
            if (at < to && text.charAt(at) == '.') {
                long bits = Ipv4Text.bits(text, start, to);
                if (bits == Ipv4Text.REFUSED) {
                    return null;
                }
                high = high << 32 | low >>> 32;
                low = low << 32 | bits;
                groups += 2;
                break;
            }
            if (at == start || at - start > 4) {
                return null;
            }
            high = high << 16 | low >>> 48;
            low = low << 16 | group;
            groups++;
            if (at == to) {
                break;
            }
            if (text.charAt(at) != ':' || at + 1 == to) {
                return null;
            }
            at++;
            if (text.charAt(at) == ':') {
                if (compressed || groups >= GROUPS) {
                    return null;
                }
                compressed = true;
                headHigh = leftAlignedHigh(high, low, groups);
                headLow = leftAlignedLow(low, groups);
                high = 0;
                low = 0;
                at++;
            }
        }
        // RFC 4291 section 2.2: `::` stands for one or more groups, never for none.
        if (compressed ? groups >= GROUPS : groups != GROUPS) {
            return null;
        }
        return IpAddress.ipv6(headHigh | high, headLow | low);
    }

    /* The upper 64 bits of 1 to 7 groups moved to the left end of 128 bits. */
    private static long leftAlignedHigh(long high, long low, int groups) {
        if (groups <= 4) {
            return low << (64 - 16 * groups);
        }
        return high << (128 - 16 * groups) | low >>> (16 * groups - 64);
    }

    /* The lower 64 bits of the same. */
    private static long leftAlignedLow(long low, int groups) {
        return groups <= 4 ? 0 : low << (128 - 16 * groups);
    }

    /* The value of an ASCII hexadecimal digit, or -1. */
    static int hexDigit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int lower = c | 0x20;
        return c < 0x80 && lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }
}
