package dev.sallyport.engine.address;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * An inclusive pair of addresses of one family and everything between them.
 *
 * @param first the smallest address inside
 * @param last the largest address inside
 */
public record IpRange(IpAddress first, IpAddress last) implements Comparable<IpRange> {

    /**
     * Checks family and order.
     *
     * @throws IllegalArgumentException if the ends are of two families or in reverse order
     */
    public IpRange {
        if (first.family() != last.family()) {
            throw new IllegalArgumentException("the ends of a range are of one family");
        }
        if (first.compareTo(last) > 0) {
            throw new IllegalArgumentException(
                    "the first address of a range is not above its last");
        }
    }

    /**
     * Returns the range that {@code text} denotes: two addresses with one {@code -} between them
     * and nothing else.
     *
     * @throws AddressSyntaxException if the text is anything else, mixes families or is reversed;
     *     its code says what
     */
    public static IpRange parse(CharSequence text) {
        return AddressParser.parseRange(text);
    }

    /** Returns the family of the addresses inside. */
    public IpFamily family() {
        return first.family();
    }

    /** Returns whether {@code candidate} is of this family and inside. */
    public boolean contains(IpAddress candidate) {
        return candidate.family() == family()
                && first.compareTo(candidate) <= 0
                && candidate.compareTo(last) <= 0;
    }

    /**
     * Returns the fewest prefixes that hold exactly these addresses, in ascending order: 1 to 254.
     */
    public List<IpPrefix> prefixes() {
        List<IpPrefix> prefixes = new ArrayList<>();
        IpAddress from = first;
        while (true) {
            IpPrefix prefix = largestAt(from);
            prefixes.add(prefix);
            if (prefix.last().equals(last)) {
                return List.copyOf(prefixes);
            }
            from = prefix.last().next();
        }
    }

    private IpPrefix largestAt(IpAddress from) {
        int length = from.family().bits() - from.trailingZeros();
        IpPrefix prefix = new IpPrefix(from, length);
        while (prefix.last().compareTo(last) > 0) {
            length++;
            prefix = new IpPrefix(from, length);
        }
        return prefix;
    }

    /** Returns how many addresses are inside: 1 to 2<sup>128</sup>. */
    public BigInteger size() {
        return unsigned(last).subtract(unsigned(first)).add(BigInteger.ONE);
    }

    private static BigInteger unsigned(IpAddress address) {
        return new BigInteger(Long.toUnsignedString(address.high()))
                .shiftLeft(64)
                .add(new BigInteger(Long.toUnsignedString(address.low())));
    }

    /** Orders by first address, then by last. */
    @Override
    public int compareTo(IpRange other) {
        int byFirst = first.compareTo(other.first);
        return byFirst != 0 ? byFirst : last.compareTo(other.last);
    }

    /** Returns {@code first-last}, as {@link #parse} reads it. */
    @Override
    public String toString() {
        return first + "-" + last;
    }
}
