package dev.sallyport.control.deployment;

import dev.sallyport.engine.decision.DeploymentSwitch;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the switch of the deployment stands, and who turned it there.
 *
 * @param position the position
 * @param since when it was turned there, or null if it never was or that was not written down
 * @param by who did it, as the audit log names callers; empty if not known
 * @param reason why, in the caller's words; empty if not said
 */
public record SwitchState(
        DeploymentSwitch position, @Nullable Instant since, String by, String reason) {

    /** Where it stands if nobody ever turned it. */
    public static final SwitchState UNTOUCHED =
            new SwitchState(DeploymentSwitch.ENFORCE, null, "", "");
}
