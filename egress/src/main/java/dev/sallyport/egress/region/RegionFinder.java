package dev.sallyport.egress.region;

import dev.sallyport.egress.feed.FeedEntry;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.geo.PrefixTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds what feeds say of an address: every entry whose prefix holds it, the longest prefix first.
 * Prefixes of one region lie inside prefixes of another, so that neither the first nor the last
 * entry of a document that holds an address is the right one. Immutable and thread-safe.
 */
public final class RegionFinder {

    private final PrefixTable table;
    private final List<List<RegionAnswer>> said;

    private RegionFinder(PrefixTable table, List<List<RegionAnswer>> said) {
        this.table = table;
        this.said = said;
    }

    /** Returns the finder over the given feeds, whose order decides between equal prefixes. */
    public static RegionFinder of(List<LoadedFeed> feeds) {
        Map<IpPrefix, List<RegionAnswer>> byPrefix = new HashMap<>();
        for (LoadedFeed feed : feeds) {
            String edition = feed.content().stamp().edition();
            for (FeedEntry entry : feed.content().entries()) {
                byPrefix.computeIfAbsent(entry.prefix(), key -> new ArrayList<>(2))
                        .add(new RegionAnswer(feed.provider(), entry, edition));
            }
        }
        PrefixTable table = PrefixTable.of(byPrefix.keySet());
        List<List<RegionAnswer>> said = new ArrayList<>(table.size());
        for (int number = 0; number < table.size(); number++) {
            said.add(List.copyOf(byPrefix.getOrDefault(table.prefix(number), List.of())));
        }
        return new RegionFinder(table, said);
    }

    /**
     * Returns what is said of an address: the longest prefix first, entries of equal prefixes in
     * the order of the feeds and then by region and service; nothing if no prefix holds it. An
     * IPv4-mapped address is the IPv4 address.
     */
    public List<RegionAnswer> find(IpAddress address) {
        List<RegionAnswer> answers = new ArrayList<>();
        int number = table.longest(address.unmapped());
        while (number != PrefixTable.NONE) {
            answers.addAll(said.get(number));
            number = table.wider(number);
        }
        return answers;
    }

    /** Returns how many different prefixes there are. */
    public int prefixes() {
        return table.size();
    }
}
