package dev.sallyport.engine.decision;

import dev.sallyport.engine.address.EmbeddedIpv4;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.Source;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/*
 * Collects the live entries of rules and builds a SourceIndex of them. The entries of a list stand in for the entry that
 * names the list: they count while both are live. A short list is taken apart; the networks of a longer one stay together
 * and are shared with whoever else names it. Every life that is looked at is shown to the span.
 */
final class SourceIndexBuilder {

    /* Looking once more into intervals costs more than having a few intervals more. */
    private static final int SHORT = 4;

    private final Map<ListName, NetworkList> lists;
    private final ListTables tables;
    private final LiveSpan span;
    private final Instant instant;
    private final int words;
    private final NetworkIndexBuilder networks = new NetworkIndexBuilder();
    private final Map<CountryCode, long[]> countries = new HashMap<>();
    private final Map<Long, long[]> origins = new HashMap<>();
    private final long[] generous;
    private final long[] any;
    private final long[] neverLoaded;
    private final long[] addressed;
    private final long[] anyCountry;
    private final long[] anyAsn;
    private final Map<CompiledList, long[]> named = new LinkedHashMap<>();

    SourceIndexBuilder(
            int ruleCount,
            Map<ListName, NetworkList> lists,
            ListTables tables,
            LiveSpan span,
            Instant instant) {
        this.lists = lists;
        this.tables = tables;
        this.span = span;
        this.instant = instant;
        words = RuleTable.words(ruleCount);
        generous = block();
        any = block();
        neverLoaded = block();
        addressed = block();
        anyCountry = block();
        anyAsn = block();
    }

    private long[] block() {
        return new long[2 * words];
    }

    /** Adds the entries of a rule that has the given index among all rules. */
    void add(Rule rule, int index) {
        int source = index;
        int exception = words * Long.SIZE + index;
        set(generous, rule.effect() == Effect.DENY ? source : exception);
        rule.sources().forEach(entry -> add(entry, source));
        rule.except().forEach(entry -> add(entry, exception));
    }

    private void add(Entry entry, int bit) {
        span.observe(entry.life());
        if (!entry.life().isLive(instant)) {
            return;
        }
        switch (entry.source()) {
            case Source.Network network -> {
                networks.add(network.prefix(), bit);
                set(addressed, bit);
            }
            case Source.Range range -> {
                networks.add(range.range(), bit);
                set(addressed, bit);
            }
            case Source.Country country -> {
                set(countries.computeIfAbsent(country.code(), ignored -> block()), bit);
                set(anyCountry, bit);
            }
            case Source.Asn asn -> {
                set(origins.computeIfAbsent(asn.number(), ignored -> block()), bit);
                set(anyAsn, bit);
            }
            case Source.ListReference reference -> addList(reference.name(), bit);
            case Source.Any ignored -> set(any, bit);
        }
    }

    private void addList(ListName name, int bit) {
        NetworkList list = lists.get(name);
        if (list == null) {
            set(neverLoaded, bit);
            return;
        }
        if (list.entries().size() <= SHORT) {
            list.entries().forEach(entry -> add(entry, bit));
            return;
        }
        CompiledList compiled = tables.at(list, instant.toEpochMilli());
        span.observe(compiled);
        for (CountryCode country : compiled.countries()) {
            set(countries.computeIfAbsent(country, ignored -> block()), bit);
            set(anyCountry, bit);
        }
        for (Long origin : compiled.origins()) {
            set(origins.computeIfAbsent(origin, ignored -> block()), bit);
            set(anyAsn, bit);
        }
        if (compiled.hasNetworks()) {
            set(named.computeIfAbsent(compiled, ignored -> block()), bit);
            set(addressed, bit);
        }
    }

    private static void set(long[] block, int bit) {
        block[bit / Long.SIZE] |= 1L << bit;
    }

    SourceIndex build(GeoData geoData, EmbeddedIpv4 embedded) {
        BitBlocks blocks = new BitBlocks(2 * words);
        long[] always = block();
        long[] undetermined = block();
        for (int i = 0; i < always.length; i++) {
            always[i] = any[i] | (neverLoaded[i] & generous[i]);
            undetermined[i] = addressed[i] | anyCountry[i] | anyAsn[i];
        }
        Ipv4Intervals ipv4 = networks.buildIpv4(blocks, 2 * words);
        Ipv6Intervals ipv6 = networks.buildIpv6(blocks, 2 * words);
        GeoBlocks geo =
                new GeoBlocks(
                        geoData,
                        interned(countries, blocks),
                        interned(origins, blocks),
                        blocks.intern(anyCountry),
                        blocks.intern(anyAsn));
        int alwaysBlock = blocks.intern(always);
        int undeterminedBlock = blocks.intern(undetermined);
        int[] listBlocks = named.values().stream().mapToInt(blocks::intern).toArray();
        return new SourceIndex(
                blocks.toArray(),
                named.keySet().toArray(CompiledList[]::new),
                listBlocks,
                generous,
                alwaysBlock,
                undeterminedBlock,
                ipv4,
                ipv6,
                geo,
                embedded);
    }

    private static <K> Map<K, Integer> interned(Map<K, long[]> named, BitBlocks blocks) {
        return named.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey, entry -> blocks.intern(entry.getValue())));
    }
}
