package dev.sallyport.engine.decision;

import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Mode;
import org.jspecify.annotations.Nullable;

/**
 * What was decided, and by which state of the tenant. Every verdict a snapshot can give exists
 * before the first request, so that deciding allocates nothing.
 *
 * @param evaluated what the rules say
 * @param enforced what is done about it, after mode and deployment switch
 * @param reason why
 * @param mode the tenant's mode; null where no tenant is known
 * @param revision the active revision; 0 where no tenant is known
 * @param sequence the tenant's sequence; 0 where no tenant is known
 * @param draft what the draft says, or null if there is none
 * @param trial what the effect would be if every trial rule counted, or null if none is on trial
 * @param deployment the switch of the whole deployment
 */
public record Verdict(
        Effect evaluated,
        Effect enforced,
        Reason reason,
        @Nullable Mode mode,
        long revision,
        long sequence,
        @Nullable Effect draft,
        @Nullable Effect trial,
        DeploymentSwitch deployment) {

    /**
     * Returns this verdict as it is while the switch of the deployment stands at {@code position}.
     * The same object if it was made for that position, as all are but for the moment in which the
     * switch is being turned; semantics section 6.
     */
    public Verdict under(DeploymentSwitch position) {
        if (position == deployment) {
            return this;
        }
        boolean obeys =
                position == DeploymentSwitch.ENFORCE && (mode == null || mode == Mode.ENFORCE);
        return new Verdict(
                evaluated,
                obeys ? evaluated : Effect.ALLOW,
                reason,
                mode,
                revision,
                sequence,
                draft,
                trial,
                position);
    }

    /**
     * Returns the verdict of a request that no tenant's snapshot decides: evaluated DENY, enforced
     * as the deployment's switch says.
     */
    public static Verdict withoutTenant(Reason reason, DeploymentSwitch deployment) {
        Effect enforced = deployment == DeploymentSwitch.OBSERVE ? Effect.ALLOW : Effect.DENY;
        return new Verdict(Effect.DENY, enforced, reason, null, 0, 0, null, null, deployment);
    }
}
