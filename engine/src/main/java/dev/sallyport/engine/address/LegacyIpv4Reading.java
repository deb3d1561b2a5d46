package dev.sallyport.engine.address;

import org.jspecify.annotations.Nullable;

/*
 * What the C function inet_aton (POSIX.1-2024) makes of a text: one to four parts, each decimal, octal after a 0 or
 * hexadecimal after 0x, the last one filling all the bits that are left. Only for messages that show how a refused text
 * would be read elsewhere.
 */
final class LegacyIpv4Reading {

    private LegacyIpv4Reading() {}

    static @Nullable IpAddress of(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length > 4) {
            return null;
        }
        long bits = 0;
        for (int i = 0; i < parts.length; i++) {
            long part = number(parts[i]);
            int width = i < parts.length - 1 ? 8 : 8 * (5 - parts.length);
            if (part < 0 || part >>> width != 0) {
                return null;
            }
            bits = bits << width | part;
        }
        return IpAddress.ipv4((int) bits);
    }

    private static long number(String part) {
        if (part.startsWith("0x") || part.startsWith("0X")) {
            return digits(part.substring(2), 16);
        }
        return part.startsWith("0") ? digits(part, 8) : digits(part, 10);
    }

    private static long digits(String text, int radix) {
        // Twelve digits overflow no long in any of the three radices, and hold every 32-bit number.
        if (text.isEmpty() || text.length() > 12) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = Ipv6Text.hexDigit(text.charAt(i));
            if (digit < 0 || digit >= radix) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }
}
