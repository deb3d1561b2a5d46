package dev.sallyport.engine.decision;

import dev.sallyport.engine.address.EmbeddedIpv4;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says of a decision everything that led to it. Slow on purpose: for people, not for requests. The
 * verdict is that of the snapshot; the rules are looked at one by one, as the semantics are
 * written.
 */
public final class DecisionTracer {

    private DecisionTracer() {}

    /** Returns the snapshot's decision on a request, and how it came about. */
    public static DecisionTrace trace(TenantSnapshot snapshot, Request request) {
        TenantState state = snapshot.state();
        RuleTracer tracer = new RuleTracer(state, request);
        List<RuleTrace> rules =
                RuleTableCompiler.numbered(state.policy()).stream().map(tracer::trace).toList();
        Policy draft = state.draft();
        return new DecisionTrace(
                Explainer.explain(snapshot, request),
                embedded(state, request),
                rules,
                draft == null ? null : decision(state, draft, request),
                LiveWindow.hasTrial(state.policy())
                        ? decision(state, withTrials(state.policy()), request)
                        : null);
    }

    private static List<IpAddress> embedded(TenantState state, Request request) {
        if (!(request.client() instanceof ClientAddress.Determined determined)) {
            return List.of();
        }
        IpAddress address = determined.address();
        EmbeddedIpv4 forms = new EmbeddedIpv4(state.nat64Prefixes());
        List<IpAddress> found = new ArrayList<>();
        for (int form = forms.next(address, 0); form >= 0; form = forms.next(address, form + 1)) {
            found.add(IpAddress.ipv4(forms.bits(address, form)));
        }
        return found;
    }

    private static @Nullable Decision decision(TenantState state, Policy policy, Request request) {
        TenantState beside = state.withPolicy(policy);
        return Explainer.explain(TenantSnapshot.compile(beside, request.epochMillis()), request);
    }

    private static Policy withTrials(Policy policy) {
        return new Policy(
                policy.mode(),
                policy.authorizedClients(),
                policy.rules().stream().map(DecisionTracer::counting).toList());
    }

    private static Rule counting(Rule rule) {
        return new Rule(
                rule.id(),
                rule.name(),
                rule.effect(),
                rule.sources(),
                rule.except(),
                rule.scope(),
                rule.life(),
                false);
    }
}
