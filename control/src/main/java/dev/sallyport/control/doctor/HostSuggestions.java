package dev.sallyport.control.doctor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * What somebody may have meant by a host that is no tenant's: known hosts that differ by one or two
 * letters, by {@code www.}, or by the first label.
 *
 * @param known the hosts that are tenants'
 */
public record HostSuggestions(Collection<String> known) {

    /** The most hosts that are suggested. */
    public static final int MOST = 3;

    private static final int FARTHEST = 2;
    private static final int NOT_NEAR = 100;

    /* Hosts of a length at which one or two letters make another word. */
    private static final int SHORTEST = 5;

    private record Near(String host, int distance) {}

    /** Returns up to {@link #MOST} known hosts, the nearest first. */
    public List<String> of(String host) {
        List<Near> near = new ArrayList<>();
        for (String each : known) {
            int distance = distance(host, each);
            if (distance <= FARTHEST + 1) {
                near.add(new Near(each, distance));
            }
        }
        return near.stream()
                .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::host))
                .limit(MOST)
                .map(Near::host)
                .toList();
    }

    private static int distance(String host, String other) {
        if (host.equals("www." + other) || other.equals("www." + host)) {
            return 0;
        }
        if (host.endsWith("." + other) || other.endsWith("." + host)) {
            return FARTHEST + 1;
        }
        int difference = Math.abs(host.length() - other.length());
        if (difference > FARTHEST || host.length() < SHORTEST) {
            return NOT_NEAR;
        }
        return edits(host, other);
    }

    /*
     * Insertions, deletions and replacements that turn one text into the other (Levenshtein 1966), as far as they are no more
     * than FARTHEST: only that band of the table is filled.
     */
    private static int edits(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j <= FARTHEST ? j : NOT_NEAR;
        }
        for (int i = 1; i <= one.length(); i++) {
            int from = Math.max(1, i - FARTHEST);
            int to = Math.min(other.length(), i + FARTHEST);
            int diagonal = row[from - 1];
            row[from - 1] = from == 1 ? i : NOT_NEAR;
            int best = row[from - 1];
            for (int j = from; j <= to; j++) {
                int above = j == i + FARTHEST ? NOT_NEAR : row[j];
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(above, row[j - 1]) + 1);
                best = Math.min(best, row[j]);
            }
            if (best > FARTHEST) {
                return NOT_NEAR;
            }
        }
        return row[other.length()] <= FARTHEST ? row[other.length()] : NOT_NEAR;
    }
}
