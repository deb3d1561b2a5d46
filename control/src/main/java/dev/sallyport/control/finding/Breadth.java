package dev.sallyport.control.finding;

import dev.sallyport.engine.address.IpFamily;
import java.math.BigInteger;

/**
 * From when on a rule that allows is too broad: when it admits more addresses of a family than one
 * prefix of this length holds, all its sources together.
 *
 * @param ipv4Length 0 to 32; 8 is a 256th of all
 * @param ipv6Length 0 to 128; 28 is sixteen times what a provider is given first
 */
public record Breadth(int ipv4Length, int ipv6Length) {

    /** A 256th of IPv4; a /28 of IPv6 (RIPE policy gives networks a /32 to a /29 unasked). */
    public static final Breadth DEFAULT = new Breadth(8, 28);

    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if one is outside its range
     */
    public Breadth {
        if (ipv4Length < 0 || ipv4Length > 32 || ipv6Length < 0 || ipv6Length > 128) {
            throw new IllegalArgumentException("a prefix length is out of range");
        }
    }

    /** Returns how many addresses of a family are not too many. */
    BigInteger most(IpFamily family) {
        int length =
                switch (family) {
                    case IPV4 -> ipv4Length;
                    case IPV6 -> ipv6Length;
                };
        return BigInteger.ONE.shiftLeft(family.bits() - length);
    }
}
