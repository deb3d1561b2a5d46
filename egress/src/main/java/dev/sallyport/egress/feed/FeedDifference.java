package dev.sallyport.egress.feed;

import dev.sallyport.engine.address.IpPrefix;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one edition of a feed changed against the one before.
 *
 * @param added prefixes that are new, in ascending order
 * @param removed prefixes that are gone, in ascending order
 * @param changed prefixes of which something else is said than before, in ascending order
 * @param addedEntries the entries that are new, in ascending order
 * @param removedEntries the entries that are gone, in ascending order
 */
public record FeedDifference(
        List<IpPrefix> added,
        List<IpPrefix> removed,
        List<IpPrefix> changed,
        List<FeedEntry> addedEntries,
        List<FeedEntry> removedEntries) {

    /** Copies the lists. */
    public FeedDifference {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        changed = List.copyOf(changed);
        addedEntries = List.copyOf(addedEntries);
        removedEntries = List.copyOf(removedEntries);
    }

    /** Returns how {@code after} differs from {@code before}. */
    public static FeedDifference between(List<FeedEntry> before, List<FeedEntry> after) {
        TreeSet<FeedEntry> added = new TreeSet<>(after);
        added.removeAll(new TreeSet<>(before));
        TreeSet<FeedEntry> removed = new TreeSet<>(before);
        removed.removeAll(new TreeSet<>(after));
        TreeSet<IpPrefix> old = prefixes(before);
        TreeSet<IpPrefix> present = prefixes(after);
        TreeSet<IpPrefix> touched = prefixes(added);
        touched.addAll(prefixes(removed));
        return new FeedDifference(
                touched.stream().filter(prefix -> !old.contains(prefix)).toList(),
                touched.stream().filter(prefix -> !present.contains(prefix)).toList(),
                touched.stream()
                        .filter(prefix -> old.contains(prefix) && present.contains(prefix))
                        .toList(),
                List.copyOf(added),
                List.copyOf(removed));
    }

    private static TreeSet<IpPrefix> prefixes(Iterable<FeedEntry> entries) {
        TreeSet<IpPrefix> prefixes = new TreeSet<>();
        entries.forEach(entry -> prefixes.add(entry.prefix()));
        return prefixes;
    }

    /** Returns whether nothing differs. */
    public boolean isEmpty() {
        return addedEntries.isEmpty() && removedEntries.isEmpty();
    }

    /**
     * Returns how many entries each region gained and lost, at most {@code most} regions, those
     * with the most changes first; a sentence each.
     */
    public List<String> words(int most) {
        Map<String, int[]> counts = new TreeMap<>();
        addedEntries.forEach(entry -> counts.computeIfAbsent(place(entry), key -> new int[2])[0]++);
        removedEntries.forEach(
                entry -> counts.computeIfAbsent(place(entry), key -> new int[2])[1]++);
        return counts.entrySet().stream()
                .sorted((left, right) ->
                        Integer.compare(
                                right.getValue()[0] + right.getValue()[1],
                                left.getValue()[0] + left.getValue()[1]))
                .limit(most)
                .map(each ->
                        each.getKey()
                                + ": "
                                + each.getValue()[0]
                                + " added, "
                                + each.getValue()[1]
                                + " removed")
                .toList();
    }

    private static String place(FeedEntry entry) {
        String region = entry.region().isEmpty() ? "no region" : entry.region();
        return entry.service().isEmpty() ? region : region + " " + entry.service();
    }
}
