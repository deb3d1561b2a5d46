package dev.sallyport.testkit;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpRange;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * An address as its octets in network order, four or sixteen: the arithmetic of the oracle, apart
 * from the engine's. Immutable.
 */
public final class Octets implements Comparable<Octets> {

    /* Nothing here calls a method of IpAddress, IpPrefix or IpRange that computes; their components alone are read. */

    private final byte[] octets;

    private Octets(byte[] octets) {
        this.octets = octets;
    }

    /** Returns the octets of an address as it stands, an IPv4-mapped one included. */
    public static Octets of(IpAddress address) {
        ByteBuffer all = ByteBuffer.allocate(16).putLong(address.high()).putLong(address.low());
        if (address.family() == IpFamily.IPV4) {
            return new Octets(Arrays.copyOfRange(all.array(), 12, 16));
        }
        return new Octets(all.array());
    }

    /**
     * Returns the address with the given octets, each 0 to 255.
     *
     * @throws IllegalArgumentException if there are neither four nor sixteen
     */
    public static Octets of(int... values) {
        if (values.length != 4 && values.length != 16) {
            throw new IllegalArgumentException("an address has 4 or 16 octets");
        }
        byte[] octets = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            octets[i] = (byte) values[i];
        }
        return new Octets(octets);
    }

    /**
     * Returns the address of the given family whose octets, read as one unsigned number, are {@code
     * number}.
     *
     * @throws IllegalArgumentException if the number is negative or too large for the family
     */
    public static Octets ofNumber(IpFamily family, BigInteger number) {
        if (number.signum() < 0 || number.bitLength() > family.bits()) {
            throw new IllegalArgumentException("not the number of an address");
        }
        byte[] octets = new byte[family.bits() / 8];
        byte[] signed = number.toByteArray();
        int count = Math.min(signed.length, octets.length);
        System.arraycopy(signed, signed.length - count, octets, octets.length - count, count);
        return new Octets(octets);
    }

    /** Returns the address as the engine writes it. */
    public IpAddress address() {
        if (isIpv4()) {
            return new IpAddress(IpFamily.IPV4, 0, number().longValueExact());
        }
        ByteBuffer all = ByteBuffer.wrap(octets);
        return new IpAddress(IpFamily.IPV6, all.getLong(), all.getLong());
    }

    /** Returns whether there are four octets. */
    public boolean isIpv4() {
        return octets.length == 4;
    }

    /** Returns the family that the number of octets tells. */
    public IpFamily family() {
        return isIpv4() ? IpFamily.IPV4 : IpFamily.IPV6;
    }

    /** Returns the octet at {@code index}, 0 to 255. */
    public int octet(int index) {
        return octets[index] & 0xFF;
    }

    /** Returns the octets as one unsigned number. */
    public BigInteger number() {
        return new BigInteger(1, octets);
    }

    /**
     * Returns the IPv4 address that an address in {@code ::ffff:0:0/96} stands for, and any other
     * unchanged.
     */
    public Octets unmapped() {
        boolean mapped = startsWith(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF);
        return mapped ? pick(12, 13, 14, 15) : this;
    }

    /** Returns whether there are sixteen octets and the first are these. */
    boolean startsWith(int... values) {
        if (isIpv4()) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            if (octet(i) != values[i]) {
                return false;
            }
        }
        return true;
    }

    /** Returns the IPv4 address of the octets at four places. */
    Octets pick(int first, int second, int third, int fourth) {
        return of(octet(first), octet(second), octet(third), octet(fourth));
    }

    /** Returns the address with every bit inverted. */
    Octets inverted() {
        byte[] inverted = octets.clone();
        for (int i = 0; i < inverted.length; i++) {
            inverted[i] = (byte) ~inverted[i];
        }
        return new Octets(inverted);
    }

    /** Returns this address with the octet at {@code index} replaced. */
    Octets with(int index, int value) {
        byte[] changed = octets.clone();
        changed[index] = (byte) value;
        return new Octets(changed);
    }

    /**
     * Returns whether the first {@code length} bits are those of the prefix and the family is the
     * same.
     */
    public boolean isInside(IpPrefix prefix) {
        Octets network = of(prefix.address());
        if (network.isIpv4() != isIpv4()) {
            return false;
        }
        int whole = prefix.length() / 8;
        for (int i = 0; i < whole; i++) {
            if (octet(i) != network.octet(i)) {
                return false;
            }
        }
        int host = 8 - prefix.length() % 8;
        return host == 8 || octet(whole) >> host == network.octet(whole) >> host;
    }

    /**
     * Returns whether this is of the range's family, not below its first address and not above its
     * last.
     */
    public boolean isInside(IpRange range) {
        Octets first = of(range.first());
        Octets last = of(range.last());
        return first.isIpv4() == isIpv4()
                && Arrays.compareUnsigned(first.octets, octets) <= 0
                && Arrays.compareUnsigned(octets, last.octets) <= 0;
    }

    /** Returns the last address of a prefix. */
    public static Octets lastOf(IpPrefix prefix) {
        Octets first = of(prefix.address());
        return ofNumber(
                first.family(), first.number().or(hostBits(first.family(), prefix.length())));
    }

    /** Returns this address with all bits after the first {@code length} cleared. */
    public Octets masked(int length) {
        return ofNumber(family(), number().andNot(hostBits(family(), length)));
    }

    private static BigInteger hostBits(IpFamily family, int length) {
        return BigInteger.ONE.shiftLeft(family.bits() - length).subtract(BigInteger.ONE);
    }

    /**
     * Returns the address {@code distance} above this one, or below if negative, unless the family
     * ends before.
     */
    public Optional<Octets> plus(long distance) {
        BigInteger sum = number().add(BigInteger.valueOf(distance));
        if (sum.signum() < 0 || sum.bitLength() > family().bits()) {
            return Optional.empty();
        }
        return Optional.of(ofNumber(family(), sum));
    }

    /** Orders IPv4 before IPv6 and within a family by unsigned value. */
    @Override
    public int compareTo(Octets other) {
        int byFamily = Integer.compare(octets.length, other.octets.length);
        return byFamily != 0 ? byFamily : Arrays.compareUnsigned(octets, other.octets);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return address().toString();
    }
}
