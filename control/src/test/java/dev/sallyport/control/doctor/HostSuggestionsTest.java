package dev.sallyport.control.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may have been meant by a host nobody has. */
final class HostSuggestionsTest {

    private static final HostSuggestions HOSTS =
            new HostSuggestions(
                    List.of("acme.example.com", "globex.example.com", "eu.initech.example", "a.b"));

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    www.acme.example.com  | acme.example.com
                    acne.example.com      | acme.example.com
                    acme.exmple.com       | acme.example.com
                    amce.example.com      | acme.example.com
                    initech.example       | eu.initech.example
                    login.globex.example.com | globex.example.com
                    hooli.example.com     | ''
                    x.y                   | ''
                    """)
    void nearOnesAreFound(String host, String meant) {
        assertThat(String.join(",", HOSTS.of(host))).isEqualTo(meant);
    }

    /** The narrow band of the table says the same as the whole one, as far as two edits. */
    @Test
    void editsAreThoseOfTheWholeTable() {
        SplittableRandom random = new SplittableRandom(11);
        int near = 0;
        for (int i = 0; i < 20_000; i++) {
            String one = text(random);
            String other = text(random);
            int edits = edits(one, other);
            boolean isNear = edits <= 2 && !one.equals(other);
            boolean subdomain = one.endsWith("." + other) || other.endsWith("." + one);
            if (!subdomain && one.length() >= 5 && !one.equals(other)) {
                assertThat(new HostSuggestions(List.of(other)).of(one).isEmpty())
                        .as("%s %s", one, other)
                        .isEqualTo(!isNear);
                near += isNear ? 1 : 0;
            }
        }
        assertThat(near).isGreaterThan(500);
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = 5 + random.nextInt(3); i > 0; i--) {
            text.append((char) ('a' + random.nextInt(3)));
        }
        return text.toString();
    }

    private static int edits(String one, String other) {
        int[] row = IntStream.rangeClosed(0, other.length()).toArray();
        for (int i = 1; i <= one.length(); i++) {
            int[] next = new int[row.length];
            next[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replace = row[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                next[j] = Math.min(replace, 1 + Math.min(row[j], next[j - 1]));
            }
            row = next;
        }
        return row[other.length()];
    }

    /** A hundred unknown hosts among twenty thousand known ones are no work worth naming. */
    @Test
    void manyHostsAreLookedThrough() {
        List<String> known = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            known.add("tenant-" + i + ".example.com");
        }
        HostSuggestions suggestions = new HostSuggestions(known);
        for (int i = 0; i < 100; i++) {
            assertThat(suggestions.of("tenannt-" + i * 100 + ".example.com"))
                    .hasSize(Math.min(3, HostSuggestions.MOST))
                    .contains("tenant-" + i * 100 + ".example.com");
        }
    }
}
