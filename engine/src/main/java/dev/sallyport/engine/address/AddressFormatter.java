package dev.sallyport.engine.address;

/* Canonical texts: dotted decimal, and RFC 5952 for IPv6, with the dotted quad only for IPv4-mapped addresses. */
final class AddressFormatter {

    private static final int GROUPS = 8;

    private AddressFormatter() {}

    static String format(IpAddress address) {
        StringBuilder text = new StringBuilder(AddressParser.LONGEST_ADDRESS);
        if (address.isIpv4()) {
            appendDotted(text, address.ipv4Bits());
        } else if (address.isIpv4Mapped()) {
            // RFC 5952 section 5
            appendDotted(text.append("::ffff:"), address.ipv4Bits());
        } else {
            appendGroups(text, address);
        }
        return text.toString();
    }

    private static void appendDotted(StringBuilder text, int bits) {
        text.append(bits >>> 24)
                .append('.')
                .append(bits >>> 16 & 0xFF)
                .append('.')
                .append(bits >>> 8 & 0xFF)
                .append('.')
                .append(bits & 0xFF);
    }

    /* RFC 5952 section 4: no leading zeros, lower case; `::` for the longest run of two or more zero groups, the first of equals. */
    private static void appendGroups(StringBuilder text, IpAddress address) {
        int runStart = -1;
        int runLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            int length = zeroRun(address, i);
            if (length > runLength) {
                runStart = i;
                runLength = length;
            }
        }
        for (int i = 0; i < GROUPS; i++) {
            if (i == runStart) {
                text.append("::");
                i += runLength - 1;
                continue;
            }
            if (i > 0 && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(group(address, i)));
        }
    }

    private static int zeroRun(IpAddress address, int from) {
        int i = from;
        while (i < GROUPS && group(address, i) == 0) {
            i++;
        }
        return i - from;
    }

    private static int group(IpAddress address, int index) {
        long half = index < 4 ? address.high() : address.low();
        return (int) (half >>> (48 - 16 * (index & 3))) & 0xFFFF;
    }
}
