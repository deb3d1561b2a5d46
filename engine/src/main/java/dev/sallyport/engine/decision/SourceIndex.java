package dev.sallyport.engine.decision;

import dev.sallyport.engine.address.EmbeddedIpv4;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.policy.CountryCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /**
     * Returns the addresses by the bits of those that name them, with ranges laid over them: each
     * list of ranges has a bit of its own behind those of the rules.
     */
    AddressMap addressMap(List<List<IpRange>> ranges) {
        if (lists.length == 0 && ranges.isEmpty()) {
            return new AddressMap(this, ipv4, ipv6, bits, generous.length);
        }
        List<AddressLayer> layers = new ArrayList<>();
        layers.add(
                new AddressLayer(
                        ipv4,
                        ipv6,
                        (block, word) -> word < generous.length ? bits[block + word] : 0));
        int words = generous.length + RuleTable.words(ranges.size());
        for (int i = 0; i < lists.length; i++) {
            layers.add(lists[i].layer(Arrays.copyOf(block(listBlocks[i]), words)));
        }
        layers.add(AddressLayer.of(ranges, generous.length * Long.SIZE, words));
        AddressOverlay overlay = new AddressOverlay(layers, words);
        Ipv4Intervals overlaidIpv4 = overlay.together(AddressLayer::ipv4).ipv4();
        Ipv6Intervals overlaidIpv6 = overlay.together(AddressLayer::ipv6).ipv6();
        return new AddressMap(this, overlaidIpv4, overlaidIpv6, overlay.bits(), words);
    }

    /** Returns the bits of {@link AddressMap#always}. */
    BitSet always() {
        return set(always);
    }

    /** Returns the bits of {@link AddressMap#undetermined}. */
    BitSet undetermined() {
        return set(undetermined);
    }

    /** Returns the bits of each country that is named. */
    Map<CountryCode, BitSet> countries() {
        return sets(geo.countries());
    }

    /** Returns the bits of each origin that is named. */
    Map<Long, BitSet> origins() {
        return sets(geo.origins());
    }

    private <K> Map<K, BitSet> sets(Map<K, Integer> blocks) {
        Map<K, BitSet> sets = new HashMap<>();
        blocks.forEach((named, block) -> sets.put(named, set(block)));
        return sets;
    }

    private BitSet set(int block) {
        return BitSet.valueOf(block(block));
    }

    private long[] block(int block) {
        return Arrays.copyOfRange(bits, block, block + generous.length);
    }
}
