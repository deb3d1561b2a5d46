package dev.sallyport.control.expiry;

import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.engine.policy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The use case that lists what ends soon, or has just ended. Safe for use by several threads. */
public final class FindExpiring {

    private final Transactions transactions;

    /** Looks at what is behind {@code transactions}. */
    public FindExpiring(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Returns what of a tenant's active revision, and of the lists that it or the draft names,
     * expires or is to be reviewed within a time, and what has been so for less than {@link
     * RemindOfDeadlines#PAST}.
     */
    public Outcome<ExpiringReport> within(TenantId tenant, Duration time, Instant now) {
        return transactions
                .<Outcome<StoredTenant>>read(repositories ->
                        repositories
                                .tenants()
                                .findStored(tenant)
                                .<Outcome<StoredTenant>>map(Outcome::done)
                                .orElseGet(() -> Tenants.unknown(tenant)))
                .map(stored -> report(stored, now.minus(RemindOfDeadlines.PAST), now.plus(time)));
    }

    private static ExpiringReport report(StoredTenant stored, Instant from, Instant to) {
        List<Deadline> found = new ArrayList<>();
        Deadlines deadlines = new Deadlines(from, to, found::add);
        deadlines.of(stored.revision().policy());
        stored.lists().values().forEach(deadlines::of);
        found.sort(Deadline.EARLIEST_FIRST);
        return new ExpiringReport(
                from,
                to,
                found.subList(0, Math.min(found.size(), ExpiringReport.MAX_DEADLINES)),
                found.size());
    }
}
