package dev.sallyport.control.whatif;

import dev.sallyport.evidence.recommend.Budget;
import java.util.Set;

/**
 * What entries are wanted.
 *
 * @param budget what they may cost
 * @param minimumDays on how many days somebody must have come from an address, 1 to 64
 * @param wanted labels of shared addresses that are proposed like any other
 */
public record RecommendQuestion(Budget budget, int minimumDays, Set<String> wanted) {

    /** The usual budget, addresses seen on two days or more, nothing that strangers share. */
    public static final RecommendQuestion USUAL = new RecommendQuestion(Budget.USUAL, 2, Set.of());

    /** Copies the labels. */
    public RecommendQuestion {
        wanted = Set.copyOf(wanted);
    }
}
