package dev.sallyport.engine.decision;

import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/*
 * The rule tables of one tenant for one stretch of time: of the active policy, of the draft if there is one, and of the
 * active policy with its trial rules counting if there are any. Immutable.
 */
record LiveWindow(
        long from,
        long until,
        RuleTable active,
        @Nullable RuleTable draft,
        @Nullable RuleTable trial) {

    static LiveWindow compile(TenantState state, ListTables tables, long epochMillis) {
        LiveSpan span = new LiveSpan(epochMillis);
        RuleTableCompiler compiler =
                new RuleTableCompiler(state, tables, span, Instant.ofEpochMilli(epochMillis));
        Policy draft = state.draft();
        RuleTable active = compiler.compile(state.policy(), false);
        RuleTable draftTable = draft == null ? null : compiler.compile(draft, false);
        RuleTable trialTable =
                hasTrial(state.policy()) ? compiler.compile(state.policy(), true) : null;
        return new LiveWindow(span.from(), span.until(), active, draftTable, trialTable);
    }

    /** Returns whether some enabled rule of {@code policy} is on trial. */
    static boolean hasTrial(Policy policy) {
        return policy.rules().stream()
                .filter(Rule::onTrial)
                .anyMatch(rule -> rule.life().enabled());
    }

    boolean covers(long epochMillis) {
        return from <= epochMillis && (epochMillis < until || until == Long.MAX_VALUE);
    }
}
