package dev.sallyport.server.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/* The known name that somebody who wrote another one probably meant. */
final class NearMatch {

    private NearMatch() {}

    static Optional<String> of(String name, Collection<String> known) {
        int most = Math.max(2, name.length() / 5);
        return known.stream()
                .filter(candidate ->
                        distance(name, candidate, most) <= most || isTail(name, candidate))
                .min(Comparator.comparingInt(candidate -> distance(name, candidate, 100)));
    }

    /* `trusted-proxies` or `api.trusted-proxies` for `server.trusted-proxies`. */
    private static boolean isTail(String name, String candidate) {
        String tail = candidate.substring(candidate.lastIndexOf('.') + 1);
        return candidate.indexOf('.') >= 0
                && name.substring(name.lastIndexOf('.') + 1).equals(tail);
    }

    /* The edit distance of Levenshtein; anything above `most` if the lengths alone are further apart. */
    static int distance(String one, String other, int most) {
        if (Math.abs(one.length() - other.length()) > most) {
            return most + 1;
        }
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
