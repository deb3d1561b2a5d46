package dev.sallyport.engine.decision;

import dev.sallyport.engine.policy.CountryCode;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;

/**
 * What one snapshot says of addresses at one instant, before anybody asks: which sides of which
 * rules that can match, and which grants, hold each address with certainty; and by what else an
 * address counts. Addresses with the same bits, country and origin that embed no other address are
 * decided alike, semantics sections 3 to 5.
 *
 * <p>Bits: with the rules of the active policy, in force or not, numbered in ASCII order of their
 * ids, bit <i>n</i> is set where a source of rule <i>n</i> matches, and bit <i>n</i> behind the
 * next multiple of 64 where an entry of its {@code except} does; behind the next multiple of 64
 * come the grants and exemptions that are live and name addresses. So bits of two maps mean the
 * same if their policies have the same rules by id, and their states the same grants and
 * exemptions.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class AddressMap {

    private final SourceIndex sources;
    private final AddressIntervals ipv4;
    private final AddressIntervals ipv6;
    private final long[] bits;
    private final int words;

    /* Blocks are laid out as in BitBlocks, each of that many words; nobody writes to the array. */
    AddressMap(
            SourceIndex sources,
            AddressIntervals ipv4,
            AddressIntervals ipv6,
            long[] bits,
            int words) {
        this.sources = sources;
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
        this.bits = bits;
        this.words = words;
    }

    /** Returns the IPv4 addresses by the bits of what names them by network. */
    public AddressIntervals ipv4() {
        return ipv4;
    }

    /** Returns the IPv6 addresses by the bits of what names them by network. */
    public AddressIntervals ipv6() {
        return ipv6;
    }

    /** Returns a number above all names of blocks, 1 or more. */
    public int blockBound() {
        return Math.max(1, bits.length);
    }

    /**
     * Returns the bits of a block; the caller may change what is returned.
     *
     * @param block its name, from {@link AddressIntervals#block}
     */
    public BitSet bits(int block) {
        return BitSet.valueOf(Arrays.copyOfRange(bits, block, block + words));
    }

    /**
     * Returns the bits of sides that match every request: {@code any}, and a list that was never
     * loaded where doubt counts as yes.
     */
    public BitSet always() {
        return sources.always();
    }

    /** Returns the bits of sides that are in doubt about an undetermined address. */
    public BitSet undetermined() {
        return sources.undetermined();
    }

    /** Returns the countries that sides name, each with their bits. */
    public Map<CountryCode, BitSet> countries() {
        return sources.countries();
    }

    /** Returns the numbers of the origins that sides name, each with their bits. */
    public Map<Long, BitSet> origins() {
        return sources.origins();
    }
}
