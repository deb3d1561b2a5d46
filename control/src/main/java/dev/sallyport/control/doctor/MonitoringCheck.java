package dev.sallyport.control.doctor;

import dev.sallyport.engine.policy.TenantId;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether policies that only monitor have been forgotten.
 *
 * @param overdue the tenants whose review date has passed
 */
public record MonitoringCheck(List<TenantId> overdue) implements Check {

    private static final int NAMED = 5;

    /** Copies the tenants. */
    public MonitoringCheck {
        overdue = List.copyOf(overdue);
    }

    @Override
    public List<Finding> findings() {
        if (overdue.isEmpty()) {
            return List.of();
        }
        String named =
                overdue.stream()
                        .limit(NAMED)
                        .map(tenant -> "`" + tenant + "`")
                        .collect(Collectors.joining(", "));
        return List.of(
                Finding.of(
                        "monitoring.overdue",
                        Finding.Severity.NOTE,
                        "%d policies only monitor although their review date has passed: %s%s"
                                .formatted(
                                        overdue.size(), named, overdue.size() > NAMED ? ", …" : ""),
                        "look at `sallyport monitor TENANT`, then enforce, or set another date with"
                                + " --review-at"));
    }
}
