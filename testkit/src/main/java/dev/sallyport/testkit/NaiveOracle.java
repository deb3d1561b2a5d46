package dev.sallyport.testkit;

import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.Decision;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.BreakGlassGrant;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.Exemption;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.SupportGrant;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The reference implementation of {@code docs/semantics.md}: a linear scan, written from that page
 * alone, slow and obvious. Everything fast is compared with it. Immutable.
 *
 * <p>Where the page leaves room, this reads it so: a source whose own column says yes is yes even
 * if an embedded address would put it in doubt; a rule on trial counts for {@code trial} only if it
 * would be in force without that mark, so once its {@code notBefore} has come; the draft is judged
 * by its own {@code authorizedClients}, its rules on trial left out.
 */
public final class NaiveOracle {

    private final DoubtReading doubt;
    private final NaiveMatching matching;

    /** Makes the oracle that follows the page. */
    public NaiveOracle() {
        this(DoubtReading.NORMATIVE, EnumSet.allOf(EmbeddedForm.class));
    }

    /**
     * Makes an oracle that departs from the page, with which a test finds out whether something
     * mattered.
     *
     * @param doubt as what doubt is taken
     * @param forms the embedded forms that are known
     */
    public NaiveOracle(DoubtReading doubt, Set<EmbeddedForm> forms) {
        this.doubt = doubt;
        this.matching = new NaiveMatching(forms);
    }

    /** Returns what sections 5 and 6 say of the request. */
    public Verdict decide(TenantState state, Request request) {
        Situation situation = Situation.of(state, request);
        Policy policy = state.policy();
        Policy draft = state.draft();

        Reason reason = combine(policy, false, situation);
        Effect evaluated = effect(reason);
        return new Verdict(
                evaluated,
                enforced(evaluated, policy.mode(), state.deployment()),
                reason,
                policy.mode(),
                state.revision(),
                state.sequence(),
                draft == null ? null : effect(combine(draft, false, situation)),
                hasTrial(policy) ? effect(combine(policy, true, situation)) : null,
                state.deployment());
    }

    /** Returns the same with the determining entry and the geo facts. */
    public Decision explain(TenantState state, Request request) {
        Situation situation = Situation.of(state, request);
        return new NaiveExplanation(matching, doubt).explain(decide(state, request), situation);
    }

    /* What comes of matching the entries of `sources` or `except`, taken together. */
    private Outcome matchAny(Iterable<Entry> entries, Situation situation) {
        Outcome outcome = Outcome.NO;
        for (Entry entry : entries) {
            Outcome of = matching.match(entry, situation);
            if (of == Outcome.YES) {
                return Outcome.YES;
            }
            if (of == Outcome.DOUBT) {
                outcome = Outcome.DOUBT;
            }
        }
        return outcome;
    }

    /* Section 5: "First that applies". */
    private Reason combine(Policy policy, boolean withTrial, Situation situation) {
        // 1. "a break-glass grant covers tenant and client address"
        String breakGlass = breakGlass(situation);
        if (breakGlass != null) {
            return new Reason.BreakGlass(breakGlass);
        }
        // 2. "the request's client id is not on the principal's list"
        if (isClientUnauthorized(policy, situation.request().principal())) {
            return new Reason.ClientNotAuthorized();
        }
        // 3. "some applicable DENY rule matches"
        Rule denying = smallestMatching(policy, Effect.DENY, withTrial, situation);
        if (denying != null) {
            return new Reason.DeniedByRule(denying.id());
        }
        // 4. "some applicable ALLOW rule matches"
        Rule allowing = smallestMatching(policy, Effect.ALLOW, withTrial, situation);
        if (allowing != null) {
            return new Reason.AllowedByRule(allowing.id());
        }
        // 5. "an active support grant covers"
        String grant = grant(situation);
        if (grant != null) {
            return new Reason.Granted(grant);
        }
        // 5. "else a platform exemption covers"
        String exemption = exemption(situation);
        if (exemption != null) {
            return new Reason.Exempted(exemption);
        }
        // 6. "at least one applicable ALLOW rule exists"
        for (Rule rule : policy.rules()) {
            if (rule.effect() == Effect.ALLOW && isApplicable(rule, withTrial, situation)) {
                return new Reason.NotInAllowList();
            }
        }
        // 7. "otherwise"
        return new Reason.NoRestriction();
    }

    private static Effect effect(Reason reason) {
        return switch (reason) {
            case Reason.BreakGlass ignored -> Effect.ALLOW;
            case Reason.ClientNotAuthorized ignored -> Effect.DENY;
            case Reason.DeniedByRule ignored -> Effect.DENY;
            case Reason.AllowedByRule ignored -> Effect.ALLOW;
            case Reason.Granted ignored -> Effect.ALLOW;
            case Reason.Exempted ignored -> Effect.ALLOW;
            case Reason.NotInAllowList ignored -> Effect.DENY;
            case Reason.NoRestriction ignored -> Effect.ALLOW;
            case Reason.TenantUnknown ignored -> Effect.DENY;
            case Reason.NotReady ignored -> Effect.DENY;
            case Reason.RequestAmbiguous ignored -> Effect.DENY;
        };
    }

    /* Section 6: the table of modes, and "under observe every enforced effect is ALLOW". */
    private static Effect enforced(Effect evaluated, Mode mode, DeploymentSwitch deployment) {
        if (deployment == DeploymentSwitch.OBSERVE) {
            return Effect.ALLOW;
        }
        return switch (mode) {
            case DISABLED, MONITOR -> Effect.ALLOW;
            case ENFORCE -> evaluated;
        };
    }

    private static boolean hasTrial(Policy policy) {
        for (Rule rule : policy.rules()) {
            if (rule.life().enabled() && rule.onTrial()) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String breakGlass(Situation situation) {
        TreeSet<String> covering = new TreeSet<>();
        for (BreakGlassGrant grant : situation.state().breakGlassGrants()) {
            if (situation.isLive(grant.life()) && situation.isCertainlyInside(grant.addresses())) {
                covering.add(grant.id());
            }
        }
        return covering.isEmpty() ? null : covering.first();
    }

    /*
     * Section 5 step 2: "the principal is a user or a client, the tenant's authorizedClients is when-present or required, and
     * the request's client id is not on the principal's list (absent client id: not on it; absent list: passes under
     * when-present, fails under required; empty list: none)".
     */
    private static boolean isClientUnauthorized(Policy policy, Principal principal) {
        if (principal.kind() != PrincipalKind.USER && principal.kind() != PrincipalKind.CLIENT) {
            return false;
        }
        Set<String> list = principal.authorizedClients();
        return switch (policy.authorizedClients()) {
            case IGNORE -> false;
            case WHEN_PRESENT -> list != null && !isOn(list, principal.clientId());
            case REQUIRED -> list == null || !isOn(list, principal.clientId());
        };
    }

    private static boolean isOn(Set<String> list, @Nullable String clientId) {
        return clientId != null && list.contains(clientId);
    }

    /* Section 5: "The determining rule is the matching rule with the smallest id (ASCII order, as everywhere)." */
    private @Nullable Rule smallestMatching(
            Policy policy, Effect effect, boolean withTrial, Situation situation) {
        Rule smallest = null;
        for (Rule rule : policy.rules()) {
            if (rule.effect() == effect
                    && isApplicable(rule, withTrial, situation)
                    && matches(rule, situation)
                    && (smallest == null
                            || rule.id().value().compareTo(smallest.id().value()) < 0)) {
                smallest = rule;
            }
        }
        return smallest;
    }

    /*
     * Section 4: "A rule is in force if enabled, not on trial and its notBefore has come, and applicable if it is in force
     * and its scope holds."
     */
    private static boolean isApplicable(Rule rule, boolean withTrial, Situation situation) {
        return rule.life().enabled()
                && (withTrial || !rule.onTrial())
                && situation.hasBegun(rule.life())
                && NaiveScope.holds(rule.scope(), situation);
    }

    /*
     * Section 4: "An applicable rule matches if it is not past expiresAt, an entry of sources matches and no entry of except
     * does (doubt as in section 3)." "On an ambiguous path an ALLOW rule with a channel scope is applicable but matches
     * nothing".
     */
    private boolean matches(Rule rule, Situation situation) {
        if (situation.isPast(rule.life())) {
            return false;
        }
        Outcome sources = matchAny(rule.sources(), situation);
        Outcome except = matchAny(rule.except(), situation);
        return switch (rule.effect()) {
            case DENY -> taken(sources, doubt.denySources()) && !taken(except, doubt.denyExcept());
            case ALLOW ->
                    !(isAmbiguous(situation) && NaiveScope.namesChannels(rule.scope()))
                            && taken(sources, doubt.allowSources())
                            && !taken(except, doubt.allowExcept());
        };
    }

    private static boolean isAmbiguous(Situation situation) {
        return situation.request().channel() instanceof Channel.Ambiguous;
    }

    static boolean taken(Outcome outcome, boolean doubtAsYes) {
        return switch (outcome) {
            case YES -> true;
            case NO -> false;
            case DOUBT -> doubtAsYes;
        };
    }

    /* Section 5 step 5: "an active support grant covers"; "of several, the smallest id is reported". */
    private static @Nullable String grant(Situation situation) {
        TreeSet<String> covering = new TreeSet<>();
        for (SupportGrant grant : situation.state().supportGrants()) {
            if (situation.isLive(grant.life()) && NaiveScope.covers(grant.coverage(), situation)) {
                covering.add(grant.id());
            }
        }
        return covering.isEmpty() ? null : covering.first();
    }

    /* Section 5 step 5: "a platform exemption covers"; "an exemption never covers other". */
    private static @Nullable String exemption(Situation situation) {
        TreeSet<String> covering = new TreeSet<>();
        for (Exemption exemption : situation.state().exemptions()) {
            if (situation.isLive(exemption.life())
                    && NaiveScope.covers(exemption.coverage(), situation)
                    && !NaiveScope.isOther(situation.request().channel())) {
                covering.add(exemption.id());
            }
        }
        return covering.isEmpty() ? null : covering.first();
    }
}
