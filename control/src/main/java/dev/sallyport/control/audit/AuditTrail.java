package dev.sallyport.control.audit;

import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.control.tenant.Page;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reading the audit log, the newest records first. Safe for use by several threads. */
public final class AuditTrail {

    /** The most records on one page. */
    public static final int MAX_PAGE_SIZE = 1000;

    private static final String OPERATOR = "operator";

    private final Transactions transactions;

    /** Reads the log behind {@code transactions}. */
    public AuditTrail(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Returns records of all tenants and of the deployment.
     *
     * @param before the cursor of an earlier page, or null for the newest
     * @param size how many at most, 1 to {@link #MAX_PAGE_SIZE}; a larger number is read as that
     */
    public Outcome<Page<AuditRecord>> all(@Nullable String before, int size) {
        return page(null, before, size);
    }

    /** Returns records that concern a tenant, as an operator may see them. */
    public Outcome<Page<AuditRecord>> of(TenantId tenant, @Nullable String before, int size) {
        boolean exists =
                transactions.read(repositories -> repositories.tenants().find(tenant).isPresent());
        return exists ? page(tenant, before, size) : Tenants.unknown(tenant);
    }

    /**
     * Returns records that concern a tenant, as its own callers may see them: which client of the
     * operator acted, and from where, is the operator's business.
     */
    public Outcome<Page<AuditRecord>> forTenant(
            TenantId tenant, @Nullable String before, int size) {
        return of(tenant, before, size)
                .map(page ->
                        new Page<>(
                                page.items().stream().map(AuditTrail::withoutOperator).toList(),
                                page.next()));
    }

    /** Returns how far the log goes. */
    public AuditHead head(Instant now) {
        return transactions
                .<Optional<AuditRecord>>read(repositories -> repositories.audit().last())
                .map(last -> new AuditHead(last.number(), last.hash(), now))
                .orElseGet(() -> new AuditHead(0, AuditChain.GENESIS, now));
    }

    /**
     * Returns up to {@link #MAX_PAGE_SIZE} records in their order, of those behind {@code after}
     * and up to {@code through}.
     *
     * @param tenant whose records, or null for all
     */
    public List<AuditRecord> stretch(@Nullable TenantId tenant, long after, long through) {
        List<AuditRecord> found =
                transactions.read(
                        repositories -> repositories.audit().after(after, MAX_PAGE_SIZE, tenant));
        return found.stream().filter(record -> record.number() <= through).toList();
    }

    /**
     * Returns a record as the tenant's own callers may see it: which client of the operator acted,
     * and from where, is the operator's business. Its hash is none of what it says then.
     */
    public static AuditRecord withoutOperator(AuditRecord record) {
        AuditEvent event = record.event();
        boolean isTenants =
                event.actor().startsWith("client:") || event.actor().startsWith("external:");
        if (isTenants) {
            return record;
        }
        AuditEvent shown =
                new AuditEvent(
                        event.at(),
                        event.action(),
                        OPERATOR,
                        "",
                        event.requestId(),
                        event.tenant(),
                        event.target(),
                        event.reason(),
                        event.overrides(),
                        event.alterations());
        return new AuditRecord(record.number(), shown, record.previousHash(), record.hash());
    }

    private Outcome<Page<AuditRecord>> page(
            @Nullable TenantId tenant, @Nullable String before, int size) {
        if (size < 1) {
            return Outcome.refused(
                    ProblemCode.REQUEST_BAD_PARAMETER, "page size `" + size + "` is below 1");
        }
        if (before != null && !before.matches("[0-9]{1,18}")) {
            return Outcome.refused(
                    ProblemCode.REQUEST_BAD_PARAMETER,
                    "the cursor " + Quoted.text(before) + " is none that was answered");
        }
        int limit = Math.min(size, MAX_PAGE_SIZE);
        long from = before == null ? Long.MAX_VALUE : Long.parseLong(before);
        List<AuditRecord> found =
                transactions.read(
                        repositories -> repositories.audit().before(from, limit + 1, tenant));
        if (found.size() <= limit) {
            return Outcome.done(new Page<>(found, null));
        }
        List<AuditRecord> items = found.subList(0, limit);
        return Outcome.done(new Page<>(items, Long.toString(items.getLast().number())));
    }
}
