package dev.sallyport.egress.list;

import dev.sallyport.engine.address.IpPrefix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How two lists differ, line by line: a line is a prefix of a service.
 *
 * @param added lines of the later list only
 * @param removed lines of the earlier list only
 * @param changed lines of both that say something else
 */
public record EgressDifference(
        List<EgressPrefix> added, List<EgressPrefix> removed, List<Changed> changed) {

    /**
     * A line that says something else than before.
     *
     * @param before what it said
     * @param after what it says
     */
    public record Changed(EgressPrefix before, EgressPrefix after) {}

    private record Line(IpPrefix prefix, String service) implements Comparable<Line> {
        static Line of(EgressPrefix prefix) {
            return new Line(prefix.prefix(), prefix.service());
        }

        @Override
        public int compareTo(Line other) {
            int byPrefix = prefix.compareTo(other.prefix);
            return byPrefix != 0 ? byPrefix : service.compareTo(other.service);
        }
    }

    /** Copies its lists. */
    public EgressDifference {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        changed = List.copyOf(changed);
    }

    /** Returns how {@code after} differs from {@code before}; their regions do not matter. */
    public static EgressDifference between(List<EgressPrefix> before, List<EgressPrefix> after) {
        Map<Line, EgressPrefix> old = byLine(before);
        Map<Line, EgressPrefix> young = byLine(after);
        List<EgressPrefix> added = new ArrayList<>();
        List<EgressPrefix> removed = new ArrayList<>();
        List<Changed> changed = new ArrayList<>();
        young.forEach((line, prefix) -> {
            EgressPrefix was = old.get(line);
            if (was == null) {
                added.add(prefix);
            } else if (!was.equals(prefix)) {
                changed.add(new Changed(was, prefix));
            }
        });
        old.forEach((line, prefix) -> {
            if (!young.containsKey(line)) {
                removed.add(prefix);
            }
        });
        return new EgressDifference(added, removed, changed);
    }

    private static Map<Line, EgressPrefix> byLine(List<EgressPrefix> prefixes) {
        Map<Line, EgressPrefix> lines = new TreeMap<>();
        prefixes.forEach(prefix -> lines.put(Line.of(prefix), prefix));
        return lines;
    }

    /** Returns whether the lists say the same. */
    public boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
    }

    /**
     * Returns the difference as sentences, one for each line and change: what was added, then what
     * was removed, then what changed, each in the order of prefixes. Lower case, no final stop.
     */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        added.forEach(prefix -> words.add(addition(prefix)));
        removed.forEach(prefix -> words.add(named(prefix) + " is no longer listed"));
        changed.forEach(change -> changes(change, words));
        return List.copyOf(words);
    }

    private static String addition(EgressPrefix prefix) {
        String words =
                named(prefix)
                        + " is new, "
                        + prefix.direction().text()
                        + ", in use not before "
                        + prefix.notBefore();
        Instant end = prefix.removeAfter();
        return end == null ? words : words + ", listed until " + end;
    }

    private static void changes(Changed change, List<String> words) {
        EgressPrefix before = change.before();
        EgressPrefix after = change.after();
        String name = named(after);
        if (before.direction() != after.direction()) {
            words.add(
                    name
                            + " is "
                            + after.direction().text()
                            + ", was "
                            + before.direction().text());
        }
        if (!before.notBefore().equals(after.notBefore())) {
            words.add(
                    name
                            + " is in use not before "
                            + after.notBefore()
                            + ", was "
                            + before.notBefore());
        }
        if (!Objects.equals(before.removeAfter(), after.removeAfter())) {
            words.add(
                    name
                            + " is listed "
                            + until(after.removeAfter())
                            + ", was "
                            + until(before.removeAfter()));
        }
        if (!Objects.equals(before.label(), after.label())) {
            words.add(
                    name
                            + " is labelled "
                            + label(after.label())
                            + ", was "
                            + label(before.label()));
        }
    }

    private static String named(EgressPrefix prefix) {
        return prefix.prefix() + " of " + prefix.service();
    }

    private static String until(@Nullable Instant end) {
        return end == null ? "without end" : "until " + end;
    }

    private static String label(@Nullable String label) {
        return label == null ? "nothing" : "`" + label + "`";
    }
}
