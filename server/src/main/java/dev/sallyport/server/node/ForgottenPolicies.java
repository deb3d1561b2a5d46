package dev.sallyport.server.node;

import dev.sallyport.control.doctor.MonitoringCheck;
import dev.sallyport.control.monitor.Monitoring;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.gate.Measurement;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Nags about policies that only monitor although their review date has passed. Finding them reads
 * every policy, so the metric is an hour old at most, and only the doctor looks at once. Safe for
 * use by several threads.
 */
public final class ForgottenPolicies {

    private final Monitoring monitoring;
    private final InstantSource clock;
    private volatile List<TenantId> overdue = List.of();

    /** Looks for what {@code monitoring} knows. */
    public ForgottenPolicies(Monitoring monitoring, InstantSource clock) {
        this.monitoring = monitoring;
        this.clock = clock;
    }

    /** Looks again; to be called every hour. */
    public void look() {
        overdue = List.copyOf(monitoring.overdue(clock.instant()));
    }

    /** Returns what the doctor says. */
    public MonitoringCheck check() {
        look();
        return new MonitoringCheck(overdue);
    }

    /** Returns how many there are. */
    public List<Measurement> measure() {
        return List.of(
                new Measurement(
                        "sallyport_policies_review_overdue",
                        Measurement.Kind.GAUGE,
                        "Policies that only monitor although their review date has passed.",
                        Map.of(),
                        overdue.size()));
    }
}
