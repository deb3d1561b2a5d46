package dev.sallyport.control.doctor;

import dev.sallyport.control.expiry.ReminderReport;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether entries expire soon, or were to be looked at.
 *
 * @param report what was found when they were last looked at
 */
public record ExpiryCheck(ReminderReport report) implements Check {

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (report.expiring() > 0) {
            findings.add(
                    Finding.of(
                            "entries.expiring",
                            Finding.Severity.NOTE,
                            report.expiring() + " entries or rules of all tenants expire soon",
                            "`sallyport policy expiring TENANT` names those of a tenant"));
        }
        if (report.dueForReview() > 0) {
            findings.add(
                    Finding.of(
                            "entries.review-due",
                            Finding.Severity.NOTE,
                            report.dueForReview()
                                    + " entries of all tenants were to be looked at by now",
                            "`sallyport policy expiring TENANT` names those of a tenant"));
        }
        return findings;
    }
}
