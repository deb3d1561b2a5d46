package dev.sallyport.testkit;

import dev.sallyport.engine.address.Nat64Prefix;
import java.util.ArrayList;
import java.util.List;

/**
 * A way in which an IPv6 address holds an IPv4 address, semantics section 3, read and written on
 * the sixteen octets.
 */
public enum EmbeddedForm {
    /** {@code 2002::/16}, bits 16 to 47 (RFC 3056 section 2). */
    SIX_TO_FOUR,
    /** {@code 2001::/32}, the low 32 bits inverted (RFC 4380 section 4). */
    TEREDO,
    /** {@code 64:ff9b::/96}, the low 32 bits (RFC 6052 section 2.1). */
    NAT64_WELL_KNOWN,
    /** {@code 64:ff9b:1::/48}, read as a /48 of RFC 6052 section 2.2 (RFC 8215). */
    NAT64_LOCAL_SPREAD,
    /** {@code 64:ff9b:1::/48}, the low 32 bits (RFC 8215). */
    NAT64_LOCAL_LOW,
    /** {@code ::ffff:0:0:0/96}, the low 32 bits (RFC 2765 section 2.1). */
    TRANSLATED,
    /**
     * {@code ::/96} except {@code ::} and {@code ::1}, the low 32 bits (RFC 4291 section 2.5.5.1).
     */
    COMPATIBLE,
    /**
     * A configured NAT64 prefix of length 32 (RFC 6052 section 2.2), as are the following of their
     * lengths.
     */
    CONFIGURED_32,
    /** A configured prefix of length 40. */
    CONFIGURED_40,
    /** A configured prefix of length 48. */
    CONFIGURED_48,
    /** A configured prefix of length 56. */
    CONFIGURED_56,
    /** A configured prefix of length 64. */
    CONFIGURED_64,
    /** A configured prefix of length 96. */
    CONFIGURED_96;

    private static final int[] SIX_TO_FOUR_HEAD = {0x20, 0x02};
    private static final int[] TEREDO_HEAD = {0x20, 0x01, 0, 0};
    private static final int[] WELL_KNOWN_HEAD = {0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0};
    private static final int[] LOCAL_HEAD = {0, 0x64, 0xFF, 0x9B, 0, 1};
    private static final int[] TRANSLATED_HEAD = {0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0};
    private static final int[] COMPATIBLE_HEAD = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

    private static final Octets UNSPECIFIED = Octets.of(new int[16]);
    private static final Octets LOOPBACK = UNSPECIFIED.with(15, 1);

    /**
     * Returns the IPv4 addresses that {@code address} holds in this form; none for an IPv4 address.
     */
    public List<Octets> read(Octets address, List<Nat64Prefix> configured) {
        List<Octets> found = new ArrayList<>();
        switch (this) {
            case SIX_TO_FOUR -> {
                if (address.startsWith(SIX_TO_FOUR_HEAD)) {
                    found.add(address.pick(2, 3, 4, 5));
                }
            }
            case TEREDO -> {
                if (address.startsWith(TEREDO_HEAD)) {
                    found.add(address.pick(12, 13, 14, 15).inverted());
                }
            }
            case NAT64_WELL_KNOWN -> {
                if (address.startsWith(WELL_KNOWN_HEAD)) {
                    found.add(address.pick(12, 13, 14, 15));
                }
            }
            case NAT64_LOCAL_SPREAD -> {
                if (address.startsWith(LOCAL_HEAD)) {
                    found.add(spread(address, 48));
                }
            }
            case NAT64_LOCAL_LOW -> {
                if (address.startsWith(LOCAL_HEAD)) {
                    found.add(address.pick(12, 13, 14, 15));
                }
            }
            case TRANSLATED -> {
                if (address.startsWith(TRANSLATED_HEAD)) {
                    found.add(address.pick(12, 13, 14, 15));
                }
            }
            case COMPATIBLE -> {
                if (address.startsWith(COMPATIBLE_HEAD)
                        && !address.equals(UNSPECIFIED)
                        && !address.equals(LOOPBACK)) {
                    found.add(address.pick(12, 13, 14, 15));
                }
            }
            case CONFIGURED_32,
                    CONFIGURED_40,
                    CONFIGURED_48,
                    CONFIGURED_56,
                    CONFIGURED_64,
                    CONFIGURED_96 -> {
                for (Nat64Prefix nat64 : configured) {
                    if (nat64.prefix().length() == length() && address.isInside(nat64.prefix())) {
                        found.add(spread(address, length()));
                    }
                }
            }
        }
        return found;
    }

    /**
     * Returns {@code carrier} with {@code ipv4} written into it in this form, one address for each
     * prefix that has it. What the form leaves free is kept from the carrier.
     */
    public List<Octets> write(Octets carrier, Octets ipv4, List<Nat64Prefix> configured) {
        return switch (this) {
            case SIX_TO_FOUR -> List.of(put(head(carrier, SIX_TO_FOUR_HEAD), ipv4, 2, 3, 4, 5));
            case TEREDO ->
                    List.of(put(head(carrier, TEREDO_HEAD), ipv4.inverted(), 12, 13, 14, 15));
            case NAT64_WELL_KNOWN ->
                    List.of(put(head(carrier, WELL_KNOWN_HEAD), ipv4, 12, 13, 14, 15));
            case NAT64_LOCAL_SPREAD -> List.of(put(head(carrier, LOCAL_HEAD), ipv4, 6, 7, 9, 10));
            case NAT64_LOCAL_LOW -> List.of(put(head(carrier, LOCAL_HEAD), ipv4, 12, 13, 14, 15));
            case TRANSLATED -> List.of(put(head(carrier, TRANSLATED_HEAD), ipv4, 12, 13, 14, 15));
            case COMPATIBLE -> List.of(put(head(carrier, COMPATIBLE_HEAD), ipv4, 12, 13, 14, 15));
            case CONFIGURED_32,
                    CONFIGURED_40,
                    CONFIGURED_48,
                    CONFIGURED_56,
                    CONFIGURED_64,
                    CONFIGURED_96 -> {
                List<Octets> written = new ArrayList<>();
                for (Nat64Prefix nat64 : configured) {
                    if (nat64.prefix().length() == length()) {
                        Octets prefix = Octets.of(nat64.prefix().address());
                        Octets begun = carrier;
                        for (int i = 0; i < length() / 8; i++) {
                            begun = begun.with(i, prefix.octet(i));
                        }
                        int[] places = places(length());
                        written.add(put(begun, ipv4, places[0], places[1], places[2], places[3]));
                    }
                }
                yield written;
            }
        };
    }

    /** Returns the prefix length of a configured form; 0 for the others. */
    int length() {
        return switch (this) {
            case SIX_TO_FOUR,
                    TEREDO,
                    NAT64_WELL_KNOWN,
                    NAT64_LOCAL_SPREAD,
                    NAT64_LOCAL_LOW,
                    TRANSLATED,
                    COMPATIBLE ->
                    0;
            case CONFIGURED_32 -> 32;
            case CONFIGURED_40 -> 40;
            case CONFIGURED_48 -> 48;
            case CONFIGURED_56 -> 56;
            case CONFIGURED_64 -> 64;
            case CONFIGURED_96 -> 96;
        };
    }

    private static Octets spread(Octets address, int length) {
        int[] places = places(length);
        return address.pick(places[0], places[1], places[2], places[3]);
    }

    /* RFC 6052 section 2.2: the four octets follow the prefix and leave out octet 8, which carries no address bits. */
    private static int[] places(int length) {
        int[] places = new int[4];
        int octet = length / 8;
        for (int i = 0; i < 4; i++) {
            if (octet == 8) {
                octet++;
            }
            places[i] = octet++;
        }
        return places;
    }

    private static Octets head(Octets carrier, int[] head) {
        Octets begun = carrier;
        for (int i = 0; i < head.length; i++) {
            begun = begun.with(i, head[i]);
        }
        return begun;
    }

    private static Octets put(
            Octets carrier, Octets ipv4, int first, int second, int third, int fourth) {
        return carrier.with(first, ipv4.octet(0))
                .with(second, ipv4.octet(1))
                .with(third, ipv4.octet(2))
                .with(fourth, ipv4.octet(3));
    }
}
