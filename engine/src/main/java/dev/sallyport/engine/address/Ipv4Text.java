package dev.sallyport.engine.address;

/* Reads four decimal octets without leading zeros and nothing else; allocates nothing. */
final class Ipv4Text {

    /** No IPv4 address. */
    static final long REFUSED = -1;

    private static final int LONGEST = "255.255.255.255".length();

    private Ipv4Text() {}

    /** Returns the 32 bits of the address that the characters denote, or {@link #REFUSED}. */
    static long bits(CharSequence text, int from, int to) {
        if (to - from > LONGEST) {
            return REFUSED;
        }
        long bits = 0;
        int dots = 0;
        int octet = 0;
        int digits = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (digits == 0 || dots == 3) {
                    return REFUSED;
                }
                bits = bits << 8 | octet;
                dots++;
                octet = 0;
                digits = 0;
                continue;
            }
            boolean leadingZero = digits > 0 && octet == 0;
            if (c < '0' || c > '9' || leadingZero) {
                return REFUSED;
            }
            octet = octet * 10 + (c - '0');
            digits++;
            if (octet > 255) {
                return REFUSED;
            }
        }
        return dots == 3 && digits > 0 ? bits << 8 | octet : REFUSED;
    }
}
