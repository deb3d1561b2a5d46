package dev.sallyport.egress.feed;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes the lists that policies name of the entries of feeds: each prefix once, labelled with what
 * its publisher says of it. Pure and thread-safe.
 */
public final class FeedLists {

    private static final int LONGEST_LABEL = 120;

    private FeedLists() {}

    /**
     * Returns the list of the entries that a selector means; without entries if it means none.
     *
     * @param name the name of the list
     * @param entries the entries of the provider's feeds
     */
    public static NetworkList list(
            ListName name, FeedSelector selector, Iterable<FeedEntry> entries) {
        Map<IpPrefix, TreeSet<String>> said = new TreeMap<>();
        for (FeedEntry entry : entries) {
            if (selector.matches(entry)) {
                said.computeIfAbsent(entry.prefix(), key -> new TreeSet<>()).add(words(entry));
            }
        }
        List<Entry> listed = new ArrayList<>(said.size());
        said.forEach((prefix, words) ->
                listed.add(
                        new Entry(
                                id(prefix),
                                new Source.Network(prefix),
                                Life.ALWAYS,
                                label(words),
                                "",
                                null)));
        return new NetworkList(name, listed);
    }

    private static String words(FeedEntry entry) {
        return (entry.region() + " " + entry.service()).strip();
    }

    private static String label(Set<String> words) {
        String all = String.join(", ", words);
        return all.length() <= LONGEST_LABEL ? all : all.substring(0, LONGEST_LABEL - 1) + "…";
    }

    /* The same prefix has the same id in every edition. */
    private static EntryId id(IpPrefix prefix) {
        IpAddress address = prefix.address();
        String bits =
                address.isIpv4()
                        ? String.format(Locale.ROOT, "v4-%08x", address.ipv4Bits())
                        : String.format(
                                Locale.ROOT, "v6-%016x%016x", address.high(), address.low());
        return new EntryId(bits + "-" + prefix.length());
    }
}
