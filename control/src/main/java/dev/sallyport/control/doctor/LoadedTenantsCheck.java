package dev.sallyport.control.doctor;

import dev.sallyport.control.doctor.Finding.Severity;
import dev.sallyport.engine.policy.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whether everything that is stored is in force.
 *
 * @param isUpToDate whether every committed change is in force
 * @param leftOut tenants of which something stored cannot be understood
 */
public record LoadedTenantsCheck(boolean isUpToDate, Set<TenantId> leftOut) implements Check {

    /** Copies the tenants. */
    public LoadedTenantsCheck {
        leftOut = Set.copyOf(leftOut);
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (!isUpToDate) {
            findings.add(
                    Finding.of(
                            "tenant.behind",
                            Severity.ERROR,
                            "some committed change could not be put in force",
                            "the log says why; it is tried again every second"));
        }
        for (TenantId tenant : leftOut) {
            findings.add(
                    new Finding(
                            "tenant.left-out",
                            Severity.ERROR,
                            tenant,
                            "what is stored of tenant `" + tenant + "` cannot be understood",
                            "put back a copy of the data folder"));
        }
        return findings;
    }
}
