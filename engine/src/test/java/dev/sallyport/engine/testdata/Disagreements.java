package dev.sallyport.engine.testdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares our verdicts with those of a file. Every case in which they differ is listed with our
 * verdict and the reason; one that is not listed fails the test, and so does a listed one in which
 * they no longer differ.
 */
public final class Disagreements {

    private record Known(String ours, String reason) {}

    private final Map<String, Known> known = new LinkedHashMap<>();
    private final Set<String> met = new LinkedHashSet<>();
    private final List<String> unlisted = new ArrayList<>();
    private int compared;

    /** Lists one case: what we say to it instead, and why. */
    public Disagreements list(String input, String ours, String reason) {
        assertThat(known.put(input, new Known(ours, reason)))
                .as("`%s` is listed once", input)
                .isNull();
        return this;
    }

    /** Compares the two verdicts on one case. */
    public void compare(String input, String theirs, String ours) {
        compared++;
        if (theirs.equals(ours)) {
            return;
        }
        Known listed = known.get(input);
        if (listed != null && listed.ours().equals(ours)) {
            met.add(input);
            return;
        }
        unlisted.add("`%s`: theirs %s, ours %s".formatted(input, theirs, ours));
    }

    /**
     * Fails unless exactly the listed cases disagreed.
     *
     * @param cases how many cases the file has
     */
    public void check(int cases) {
        assertThat(compared).as("every case is compared").isEqualTo(cases);
        assertThat(unlisted).as("unlisted disagreements").isEmpty();
        Set<String> agreed = new LinkedHashSet<>(known.keySet());
        agreed.removeAll(met);
        assertThat(agreed).as("listed, but no longer a disagreement").isEmpty();
    }
}
