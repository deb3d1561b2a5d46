package dev.sallyport.engine.policy;

import java.util.List;

/**
 * One rule of a policy, semantics section 4.
 *
 * @param id unique in its policy
 * @param name for people, empty if not said
 * @param effect what a match asks for
 * @param sources the entries of which one must match
 * @param except the entries of which none may match
 * @param scope the requests it is meant for
 * @param life when it counts; past its {@code expiresAt} an ALLOW rule matches nothing and still
 *     restricts
 * @param onTrial whether it is only evaluated beside the others and reported
 */
public record Rule(
        RuleId id,
        String name,
        Effect effect,
        List<Entry> sources,
        List<Entry> except,
        Scope scope,
        Life life,
        boolean onTrial) {

    /** Copies the entries. */
    public Rule {
        sources = List.copyOf(sources);
        except = List.copyOf(except);
    }
}
