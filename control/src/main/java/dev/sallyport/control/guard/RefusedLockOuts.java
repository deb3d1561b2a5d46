package dev.sallyport.control.guard;

import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.policy.TenantId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Notes in the audit log that changes were refused because they would lock somebody out: for each
 * tenant and caller one a minute, so that nobody fills the log by trying. Safe for use by several
 * threads.
 */
public final class RefusedLockOuts {

    private static final int REMEMBERED = 10_000;
    private static final long MINUTE_SECONDS = 60;

    private record Key(@Nullable TenantId tenant, String actor) {}

    private final Transactions transactions;
    private final Map<Key, Long> minutes = new LinkedHashMap<>();

    /** Notes in the audit log behind {@code transactions}. */
    public RefusedLockOuts(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Notes an outcome if it is such a refusal.
     *
     * @param tenant the tenant concerned, or null if it concerns the deployment
     * @param target what was to be changed
     */
    public void note(Outcome<?> outcome, @Nullable TenantId tenant, String target, Origin origin) {
        if (!(outcome instanceof Outcome.Refused<?>(Problem problem))
                || problem.faults().stream()
                        .noneMatch(fault ->
                                fault.code() == ProblemCode.POLICY_WOULD_LOCK_OUT
                                        || fault.code() == ProblemCode.GEO_WOULD_LOCK_OUT
                                        || fault.code() == ProblemCode.FEED_WOULD_LOCK_OUT)
                || !isFirstOfMinute(new Key(tenant, origin.caller().auditName()), origin)) {
            return;
        }
        boolean _ =
                transactions.<Boolean>write(repositories -> {
                    repositories
                            .audit()
                            .append(
                                    AuditEvent.of(AuditAction.LOCK_OUT_REFUSED, origin, tenant)
                                            .target(target));
                    return true;
                });
    }

    private boolean isFirstOfMinute(Key key, Origin origin) {
        long minute = Math.floorDiv(origin.at().getEpochSecond(), MINUTE_SECONDS);
        synchronized (minutes) {
            Long last = minutes.remove(key);
            minutes.put(key, minute);
            if (minutes.size() > REMEMBERED) {
                minutes.remove(minutes.keySet().iterator().next());
            }
            return last == null || last != minute;
        }
    }
}
