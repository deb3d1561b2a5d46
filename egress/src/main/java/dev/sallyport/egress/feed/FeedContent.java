package dev.sallyport.egress.feed;

import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What one edition of a feed holds.
 *
 * @param format the format it was read in
 * @param stamp the publisher's mark on it
 * @param entries its entries in ascending order, each once
 * @param warnings what is odd and yet no reason to refuse it, one lower-case sentence each
 */
public record FeedContent(
        FeedFormat format, FeedStamp stamp, List<FeedEntry> entries, List<String> warnings) {

    /** Sorts the entries and leaves out repetitions. */
    public FeedContent {
        entries = List.copyOf(new TreeSet<>(entries));
        warnings = List.copyOf(warnings);
    }

    /** Returns the prefixes, each once, in ascending order. */
    public Set<IpPrefix> prefixes() {
        return entries.stream()
                .map(FeedEntry::prefix)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns whether there is a prefix of that family. */
    public boolean has(IpFamily family) {
        return entries.stream().anyMatch(entry -> entry.prefix().family() == family);
    }

    /** Returns whether both hold the same entries, whatever their stamps say. */
    public boolean holdsTheSameAs(FeedContent other) {
        return entries.equals(other.entries);
    }
}
