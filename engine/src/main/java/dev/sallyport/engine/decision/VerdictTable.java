package dev.sallyport.engine.decision;

import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/*
 * Every verdict one tenant's snapshot can give, made in advance. Immutable.
 *
 *   row:     rule 0 .. rule n-1 | client-not-authorized | not-in-allow-list | no-restriction | grants and exemptions
 *   column:  effect of the draft (none, ALLOW, DENY) x effect with the trial rules (none, ALLOW, DENY)
 */
final class VerdictTable {

    private static final int COLUMNS = 9;

    private final int ruleCount;
    private final Effect[] effects;
    private final @Nullable Verdict[] verdicts;

    VerdictTable(TenantState state, Reason[] grantReasons) {
        List<Reason> reasons = new ArrayList<>();
        List<Effect> outcomes = new ArrayList<>();
        for (Rule rule : RuleTableCompiler.numbered(state.policy())) {
            reasons.add(reason(rule.effect(), rule.id()));
            outcomes.add(rule.effect());
        }
        ruleCount = reasons.size();
        reasons.addAll(
                List.of(
                        new Reason.ClientNotAuthorized(),
                        new Reason.NotInAllowList(),
                        new Reason.NoRestriction()));
        outcomes.addAll(List.of(Effect.DENY, Effect.DENY, Effect.ALLOW));
        for (Reason reason : grantReasons) {
            reasons.add(reason);
            outcomes.add(Effect.ALLOW);
        }
        effects = outcomes.toArray(Effect[]::new);
        @Nullable Effect[] draftEffects = variants(state.draft() != null);
        @Nullable Effect[] trialEffects = variants(LiveWindow.hasTrial(state.policy()));
        verdicts = new @Nullable Verdict[effects.length * COLUMNS];
        for (int row = 0; row < effects.length; row++) {
            for (Effect draft : draftEffects) {
                for (Effect trial : trialEffects) {
                    verdicts[row * COLUMNS + column(draft, trial)] =
                            verdict(state, effects[row], reasons.get(row), draft, trial);
                }
            }
        }
    }

    private static Reason reason(Effect effect, RuleId rule) {
        return switch (effect) {
            case ALLOW -> new Reason.AllowedByRule(rule);
            case DENY -> new Reason.DeniedByRule(rule);
        };
    }

    private static @Nullable Effect[] variants(boolean present) {
        return present
                ? new @Nullable Effect[] {Effect.ALLOW, Effect.DENY}
                : new @Nullable Effect[] {null};
    }

    private static int column(@Nullable Effect draft, @Nullable Effect trial) {
        return 3 * third(draft) + third(trial);
    }

    private static int third(@Nullable Effect effect) {
        return switch (effect) {
            case null -> 0;
            case ALLOW -> 1;
            case DENY -> 2;
        };
    }

    private static Verdict verdict(
            TenantState state,
            Effect evaluated,
            Reason reason,
            @Nullable Effect draft,
            @Nullable Effect trial) {
        Mode mode = state.policy().mode();
        boolean enforcing = mode == Mode.ENFORCE && state.deployment() == DeploymentSwitch.ENFORCE;
        return new Verdict(
                evaluated,
                enforcing ? evaluated : Effect.ALLOW,
                reason,
                mode,
                state.revision(),
                state.sequence(),
                draft,
                trial,
                state.deployment());
    }

    /**
     * Returns the row of an outcome that {@link RuleTable#evaluate} returned for the active policy.
     */
    int row(int outcome) {
        return outcome >= 0 ? outcome : ruleCount - 1 - outcome;
    }

    /** Returns the row of a grant or exemption by its number. */
    int grantRow(int number) {
        return ruleCount + 3 + number;
    }

    /** Returns the effect that a row stands for. */
    Effect effect(int row) {
        return effects[row];
    }

    Verdict verdict(int row, @Nullable Effect draft, @Nullable Effect trial) {
        Verdict verdict = verdicts[row * COLUMNS + column(draft, trial)];
        if (verdict == null) {
            throw new IllegalStateException("no verdict was made for this outcome");
        }
        return verdict;
    }
}
