package dev.sallyport.engine.decision;

import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Source;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/*
 * The live entries of one list for one stretch of time: its networks as intervals, its countries and origins as they are.
 * Knows nothing of rules and tenants, so that all of them can share it. Immutable.
 */
final class CompiledList {

    private static final int LISTED = 0;

    private final long from;
    private final long until;
    private final long[] bits;
    private final Ipv4Intervals ipv4;
    private final Ipv6Intervals ipv6;
    private final boolean hasNetworks;
    private final Set<CountryCode> countries;
    private final Set<Long> origins;

    private CompiledList(List<Entry> entries, long epochMillis) {
        LiveSpan span = new LiveSpan(epochMillis);
        Instant instant = Instant.ofEpochMilli(epochMillis);
        NetworkIndexBuilder networks = new NetworkIndexBuilder();
        Set<CountryCode> live = new HashSet<>();
        Set<Long> numbers = new HashSet<>();
        boolean any = false;
        for (Entry entry : entries) {
            span.observe(entry.life());
            if (!entry.life().isLive(instant)) {
                continue;
            }
            switch (entry.source()) {
                case Source.Network network -> networks.add(network.prefix(), LISTED);
                case Source.Range range -> networks.add(range.range(), LISTED);
                case Source.Country country -> live.add(country.code());
                case Source.Asn asn -> numbers.add(asn.number());
                case Source.ListReference ignored -> throw nested();
                case Source.Any ignored -> throw nested();
            }
            any |=
                    entry.source() instanceof Source.Network
                            || entry.source() instanceof Source.Range;
        }
        from = span.from();
        until = span.until();
        hasNetworks = any;
        countries = Set.copyOf(live);
        origins = Set.copyOf(numbers);
        BitBlocks blocks = new BitBlocks(1);
        ipv4 = networks.buildIpv4(blocks, 1);
        ipv6 = networks.buildIpv6(blocks, 1);
        bits = blocks.toArray();
    }

    private static IllegalStateException nested() {
        return new IllegalStateException("a list holds no list and no any");
    }

    static CompiledList compile(NetworkList list, long epochMillis) {
        return new CompiledList(list.entries(), epochMillis);
    }

    boolean covers(long epochMillis) {
        return from <= epochMillis && (epochMillis < until || until == Long.MAX_VALUE);
    }

    /** Returns the first millisecond of the stretch. */
    long from() {
        return from;
    }

    /** Returns the first millisecond after the stretch; the largest long if it never ends. */
    long until() {
        return until;
    }

    boolean hasNetworks() {
        return hasNetworks;
    }

    Set<CountryCode> countries() {
        return countries;
    }

    Set<Long> origins() {
        return origins;
    }

    /** Returns whether a live network holds the address. */
    boolean contains(IpFamily family, long high, long low) {
        int offset = family == IpFamily.IPV4 ? ipv4.value((int) low) : ipv6.value(high, low);
        return bits[offset] != 0;
    }

    /** Returns the addresses of the live networks, each with the bits of a block. */
    AddressLayer layer(long[] block) {
        return new AddressLayer(ipv4, ipv6, (offset, word) -> bits[offset] == 0 ? 0 : block[word]);
    }
}
