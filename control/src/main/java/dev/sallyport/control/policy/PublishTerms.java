package dev.sallyport.control.policy;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * On which terms a policy is published.
 *
 * @param precondition what the caller knows of what is replaced
 * @param overrides the codes of refusals to go ahead in spite of, which needs the scope for it and
 *     a reason; each text may hold several, separated by commas
 * @param confirmWithin how long the revision stands unless it is confirmed, or null if it stands
 * @param keepDenies whether what the revision newly denies stays when it is not confirmed
 */
public record PublishTerms(
        Precondition precondition,
        List<String> overrides,
        @Nullable Duration confirmWithin,
        boolean keepDenies) {

    /** Copies the overrides. */
    public PublishTerms {
        overrides = List.copyOf(overrides);
    }

    /** Returns the terms of a revision that stands. */
    public static PublishTerms of(Precondition precondition, List<String> overrides) {
        return new PublishTerms(precondition, overrides, null, false);
    }
}
