package dev.sallyport.control.doctor;

import dev.sallyport.control.doctor.Finding.Severity;
import dev.sallyport.control.guard.LockOutAhead;
import java.util.List;

/**
 * Whether all admins of a tenant are locked out, or will be at a boundary ahead.
 *
 * @param ahead the tenants for which that was found
 */
public record LockOutCheck(List<LockOutAhead> ahead) implements Check {

    private static final int NAMED = 20;

    /** Copies the tenants. */
    public LockOutCheck {
        ahead = List.copyOf(ahead);
    }

    @Override
    public List<Finding> findings() {
        return ahead.stream().limit(NAMED).map(LockOutCheck::finding).toList();
    }

    private static Finding finding(LockOutAhead each) {
        return new Finding(
                each.isNow() ? "policy.locked-out" : "policy.lock-out-ahead",
                each.isNow() ? Severity.ERROR : Severity.WARNING,
                each.tenant(),
                "all "
                        + each.admins()
                        + " admins of tenant `"
                        + each.tenant()
                        + "` seen within 30 days "
                        + (each.isNow()
                                ? "are denied where they were last seen"
                                : "will be denied where they were last seen from "
                                        + each.from()
                                        + " on"),
                "renew the entry or rule that ends, or admit their networks; see `sallyport"
                        + " principal`");
    }
}
