package dev.sallyport.engine.decision;

import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why one rule did or did not determine a decision, semantics sections 3 and 4. Also of a rule that
 * is not in force it is said what it would match.
 *
 * @param id the rule
 * @param name its name, empty if it has none
 * @param effect its effect
 * @param state whether it is in force at the instant of the request
 * @param scope the parts its scope has, each with whether it holds
 * @param sources what its sources say
 * @param except what its exceptions say
 * @param isApplicable whether it is in force and its scope holds
 * @param isMatching whether it is applicable and matches
 */
public record RuleTrace(
        RuleId id,
        String name,
        Effect effect,
        State state,
        List<ScopePart> scope,
        Side sources,
        Side except,
        boolean isApplicable,
        boolean isMatching) {

    /** Copies the parts. */
    public RuleTrace {
        scope = List.copyOf(scope);
    }

    /** Whether a rule is in force. */
    public enum State {
        /** It is. */
        IN_FORCE,
        /** It is past its end: it matches nothing, and an ALLOW rule still restricts. */
        EXPIRED,
        /** Its beginning has not come. */
        NOT_BEGUN,
        /** It is switched off. */
        DISABLED,
        /** It is on trial: only reported. */
        ON_TRIAL
    }

    /** A part that a scope may have. */
    public enum Part {
        /** It names channels. */
        CHANNELS,
        /** It excepts channels. */
        EXCEPT_CHANNELS,
        /** It names kinds of principal. */
        PRINCIPAL_KINDS,
        /** It names roles. */
        ROLES,
        /** It names clients. */
        CLIENTS
    }

    /**
     * One part of a scope.
     *
     * @param part the part
     * @param holds whether it holds for the request
     * @param isInDoubt whether it counts as held only because the path is ambiguous
     */
    public record ScopePart(Part part, boolean holds, boolean isInDoubt) {}

    /**
     * The sources or the exceptions of a rule.
     *
     * @param entries how many entries there are
     * @param live how many of them are live
     * @param matching whether some live entry matches, doubt read as it is on this side
     * @param doubtCounts whether doubt is read as a match here
     * @param found entries that match or are in doubt, the most specific first; at most {@link
     *     #MAX_FOUND}
     */
    public record Side(
            int entries, int live, boolean matching, boolean doubtCounts, List<Found> found) {

        /** The most entries that are named. */
        public static final int MAX_FOUND = 10;

        /** Copies the entries. */
        public Side {
            found = List.copyOf(found);
        }
    }

    /**
     * An entry that matches or is in doubt.
     *
     * @param id the entry, of a list its inner one
     * @param source its source
     * @param label its label, empty if it has none
     * @param list the list it was found through, or null
     * @param isCertain whether it matches with certainty
     */
    public record Found(
            EntryId id, Source source, String label, @Nullable ListName list, boolean isCertain) {}
}
