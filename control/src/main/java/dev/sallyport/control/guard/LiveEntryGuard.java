package dev.sallyport.control.guard;

import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.Source;
import java.time.Instant;
import java.util.List;

/*
 * Objects to an enforced policy with an enabled ALLOW rule that is past its end or has no live entry, semantics section 7: it
 * would admit nobody and still close the tenant. A rule that begins later is judged at its beginning; a rule on trial closes
 * nothing and is not judged.
 */
final class LiveEntryGuard implements PublishGuard {

    @Override
    public void judge(Candidate candidate, Objections objections) {
        TenantState state = candidate.state();
        if (state.policy().mode() != Mode.ENFORCE) {
            return;
        }
        List<Rule> rules = state.policy().rules();
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            if (rule.effect() == Effect.ALLOW && rule.life().enabled() && !rule.onTrial()) {
                judge(rule, "/rules/" + i, state, candidate.origin().at(), objections);
            }
        }
    }

    private static void judge(
            Rule rule, String pointer, TenantState state, Instant now, Objections objections) {
        if (rule.life().isPast(now)) {
            objections.add(
                    ProblemCode.POLICY_NO_LIVE_ENTRY,
                    pointer + "/expiresAt",
                    "rule `" + rule.id() + "` has expired and would admit nobody",
                    "put `expiresAt` later, or disable the rule");
            return;
        }
        Instant instant = rule.life().hasBegun(now) ? now : rule.life().notBefore();
        if (rule.sources().stream().noneMatch(entry -> isLive(entry, state, instant))) {
            objections.add(
                    ProblemCode.POLICY_NO_LIVE_ENTRY,
                    pointer + "/sources",
                    "rule `" + rule.id() + "` has no live entry and would admit nobody",
                    "add or renew an entry, or disable the rule");
        }
    }

    private static boolean isLive(Entry entry, TenantState state, Instant instant) {
        if (!entry.life().isLive(instant)) {
            return false;
        }
        if (!(entry.source() instanceof Source.ListReference(var name))) {
            return true;
        }
        NetworkList list = state.lists().get(name);
        return list != null
                && list.entries().stream().anyMatch(inner -> inner.life().isLive(instant));
    }
}
