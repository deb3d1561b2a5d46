package dev.sallyport.control.policy;

import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import java.util.List;

/**
 * A rule as somebody wants it to be; its members are those of {@link Rule}.
 *
 * @param id unique in the policy
 * @param name for people, empty if not said
 * @param effect what a match asks for
 * @param sources the entries of which one must match
 * @param except the entries of which none may match
 * @param scope the requests it is meant for
 * @param life when it counts
 * @param onTrial whether it is only evaluated beside the others and reported
 */
public record RuleSubmission(
        RuleId id,
        String name,
        Effect effect,
        List<EntrySubmission> sources,
        List<EntrySubmission> except,
        ScopeSubmission scope,
        Life life,
        boolean onTrial) {

    /** Copies the entries. */
    public RuleSubmission {
        sources = List.copyOf(sources);
        except = List.copyOf(except);
    }

    /** Returns the submission that asks for {@code rule} as it is. */
    public static RuleSubmission of(Rule rule) {
        return new RuleSubmission(
                rule.id(),
                rule.name(),
                rule.effect(),
                rule.sources().stream().map(EntrySubmission::of).toList(),
                rule.except().stream().map(EntrySubmission::of).toList(),
                ScopeSubmission.of(rule.scope()),
                rule.life(),
                rule.onTrial());
    }
}
