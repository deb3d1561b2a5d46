package dev.sallyport.control.doctor;

import dev.sallyport.control.deployment.SwitchState;
import dev.sallyport.control.doctor.Finding.Severity;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.engine.decision.DeploymentSwitch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the deployment only observes, for how long, and whether that is written down.
 *
 * @param state where the switch stands
 * @param recorded whether it is written down
 * @param now the present
 */
public record DeploymentCheck(SwitchState state, boolean recorded, Instant now) implements Check {

    private static final Duration LONG = Duration.ofDays(1);

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (!recorded) {
            findings.add(
                    Finding.of(
                            "deployment.unrecorded",
                            Severity.ERROR,
                            "the switch was turned and that could not be written down: a restart"
                                    + " would undo it",
                            "see why the data folder cannot be written; it is tried every second"));
        }
        if (state.position() == DeploymentSwitch.OBSERVE) {
            Instant since = state.since();
            boolean isLong = since == null || since.plus(LONG).isBefore(now);
            findings.add(
                    Finding.of(
                            "deployment.observes",
                            isLong ? Severity.WARNING : Severity.NOTE,
                            "the deployment observes: nothing is refused"
                                    + (since == null ? "" : ", since " + since)
                                    + (state.by().isEmpty() ? "" : ", by " + state.by())
                                    + (state.reason().isEmpty()
                                            ? ""
                                            : ", because " + Quoted.text(state.reason())),
                            "`sallyport enforcement enforce --reason TEXT` when it is over"));
        }
        return findings;
    }
}
