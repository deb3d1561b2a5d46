package dev.sallyport.engine.decision;

import dev.sallyport.engine.address.EmbeddedIpv4;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpFamily;
import org.jspecify.annotations.Nullable;

/*
 * From a client address to the rules whose sources and exceptions match it, semantics section 3, for one policy at one
 * stretch of time. Immutable.
 *
 * Bits are laid out as in BitBlocks. `generous` has a bit where doubt counts as yes: sources of DENY rules and exceptions
 * of ALLOW rules. What matches in doubt is masked with it; what matches with certainty is not.
 */
final class SourceIndex {

    private final long[] bits;
    private final CompiledList[] lists;
    private final int[] listBlocks;
    private final long[] generous;
    private final int always;
    private final int undetermined;
    private final Ipv4Intervals ipv4;
    private final Ipv6Intervals ipv6;
    private final GeoBlocks geo;
    private final EmbeddedIpv4 embedded;

    /**
     * Takes the compiled parts.
     *
     * @param lists the lists whose networks are not among the intervals
     * @param listBlocks per list the block of entries that name it
     * @param always the block of entries that match every request, and of those in constant doubt
     *     where that counts
     * @param undetermined the block of entries in doubt about an undetermined address
     */
    SourceIndex(
            long[] bits,
            CompiledList[] lists,
            int[] listBlocks,
            long[] generous,
            int always,
            int undetermined,
            Ipv4Intervals ipv4,
            Ipv6Intervals ipv6,
            GeoBlocks geo,
            EmbeddedIpv4 embedded) {
        this.bits = bits;
        this.lists = lists;
        this.listBlocks = listBlocks;
        this.generous = generous;
        this.always = always;
        this.undetermined = undetermined;
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
        this.geo = geo;
        this.embedded = embedded;
    }

    /**
     * Returns one word of a block: the bits at {@code index} that match {@code address}, null if it
     * is undetermined.
     */
    long matching(@Nullable IpAddress address, int index) {
        long certain = bits[always + index];
        if (address == null) {
            return certain | (bits[undetermined + index] & generous[index]);
        }
        IpFamily family = address.family();
        long high = address.high();
        long low = address.low();
        certain |=
                bits[network(family, high, low) + index]
                        | bits[geo.countryOf(family, high, low) + index]
                        | bits[geo.asnOf(family, high, low) + index];
        certain |= listed(family, high, low, index);
        return generous[index] == 0
                ? certain
                : certain | (inDoubt(address, index) & generous[index]);
    }

    private long inDoubt(IpAddress address, int index) {
        IpFamily family = address.family();
        long doubt =
                bits[geo.countryMissing(family) + index] | bits[geo.asnMissing(family) + index];
        for (int form = embedded.next(address, 0);
                form >= 0;
                form = embedded.next(address, form + 1)) {
            int inner = embedded.bits(address, form);
            long low = Integer.toUnsignedLong(inner);
            doubt |=
                    listed(IpFamily.IPV4, 0, low, index)
                            | bits[ipv4.value(inner) + index]
                            | bits[geo.countryOf(IpFamily.IPV4, 0, low) + index]
                            | bits[geo.countryMissing(IpFamily.IPV4) + index]
                            | bits[geo.asnOf(IpFamily.IPV4, 0, low) + index]
                            | bits[geo.asnMissing(IpFamily.IPV4) + index];
        }
        return doubt;
    }

    /* A list is looked into only where some rule of this word names it and has not been found yet. */
    private long listed(IpFamily family, long high, long low, int index) {
        long found = 0;
        for (int i = 0; i < lists.length; i++) {
            long naming = bits[listBlocks[i] + index];
            if ((naming & ~found) != 0 && lists[i].contains(family, high, low)) {
                found |= naming;
            }
        }
        return found;
    }

    private int network(IpFamily family, long high, long low) {
        return family == IpFamily.IPV4 ? ipv4.value((int) low) : ipv6.value(high, low);
    }
}
