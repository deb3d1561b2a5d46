package dev.sallyport.control.tenant;

import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.port.Change;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.Fault;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.host.HostName;
import dev.sallyport.engine.policy.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The use cases about tenants themselves. Safe for use by several threads. */
public final class Tenants {

    /** The most tenants on one page. */
    public static final int MAX_PAGE_SIZE = 1000;

    private final Transactions transactions;

    /** Keeps tenants behind {@code transactions}. */
    public Tenants(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Makes a tenant with the initial policy at revision 0. Refused if the id or a host is taken.
     */
    public Outcome<Tenant> create(TenantSubmission submission, Origin origin) {
        return transactions.write(repositories -> {
            TenantId id = submission.id();
            if (repositories.tenants().find(id).isPresent()) {
                return Outcome.refused(
                        new Fault(
                                ProblemCode.TENANT_EXISTS,
                                "/id",
                                "there is a tenant `" + id + "` already",
                                "choose another id"));
            }
            Optional<Problem> taken = taken(repositories, id, submission.hosts());
            if (taken.isPresent()) {
                return Outcome.refused(taken.get());
            }
            Tenant tenant =
                    new Tenant(
                            id,
                            submission.name(),
                            submission.hosts(),
                            submission.region(),
                            submission.contact(),
                            origin.at(),
                            origin.at());
            repositories.tenants().insert(tenant);
            committing(repositories, null, tenant, AuditAction.TENANT_CREATED, origin);
            return Outcome.done(tenant);
        });
    }

    /** Returns the tenant with the given id. */
    public Outcome<Tenant> get(TenantId id) {
        return transactions.read(repositories ->
                repositories
                        .tenants()
                        .find(id)
                        .<Outcome<Tenant>>map(Outcome::done)
                        .orElseGet(() -> unknown(id)));
    }

    /**
     * Returns tenants in the order of their ids.
     *
     * @param after the cursor of an earlier page, or null for the first
     * @param size how many at most, 1 to {@link #MAX_PAGE_SIZE}; a larger number is read as that
     */
    public Outcome<Page<Tenant>> list(@Nullable String after, int size) {
        if (size < 1) {
            return Outcome.refused(
                    ProblemCode.REQUEST_BAD_PARAMETER, "page size `" + size + "` is below 1");
        }
        if (after != null && !TenantId.isValid(after)) {
            return Outcome.refused(
                    ProblemCode.REQUEST_BAD_PARAMETER, "the cursor is none that was answered");
        }
        int limit = Math.min(size, MAX_PAGE_SIZE);
        TenantId from = after == null ? null : new TenantId(after);
        List<Tenant> found =
                transactions.read(repositories -> repositories.tenants().page(from, limit + 1));
        if (found.size() <= limit) {
            return Outcome.done(new Page<>(found, null));
        }
        List<Tenant> items = found.subList(0, limit);
        return Outcome.done(new Page<>(items, items.getLast().id().value()));
    }

    /**
     * Changes the members that the patch names. Refused if the tenant is unknown or a host is
     * taken.
     */
    public Outcome<Tenant> patch(TenantId id, TenantPatch patch, Origin origin) {
        return transactions.write(repositories -> {
            Optional<Tenant> before = repositories.tenants().find(id);
            if (before.isEmpty()) {
                return unknown(id);
            }
            List<HostName> hosts = patch.hosts();
            if (hosts != null) {
                Optional<Problem> taken = taken(repositories, id, hosts);
                if (taken.isPresent()) {
                    return Outcome.refused(taken.get());
                }
            }
            Tenant after = applied(before.get(), patch, origin);
            changed(repositories, before.get(), after, origin);
            return Outcome.done(after);
        });
    }

    /** Removes a tenant with its policy and its clients; its audit records stay. */
    public Outcome<TenantId> delete(TenantId id, Origin origin) {
        return transactions.write(repositories -> {
            Optional<Tenant> before = repositories.tenants().find(id);
            if (before.isEmpty()) {
                return unknown(id);
            }
            long sequence = repositories.sequences().advance(id);
            repositories.tenants().delete(id);
            repositories
                    .audit()
                    .append(
                            AuditEvent.of(AuditAction.TENANT_DELETED, origin, id)
                                    .target(id.value())
                                    .altering(TenantAlterations.between(before.get(), null)));
            repositories.changes().add(new Change.TenantDeleted(id, sequence));
            return Outcome.done(id);
        });
    }

    /** Returns the refusal of a call about a tenant that does not exist. */
    public static <T> Outcome<T> unknown(TenantId id) {
        return Outcome.refused(ProblemCode.TENANT_UNKNOWN, "there is no tenant `" + id + "`");
    }

    /* Writes a changed tenant. The contact alters no decision, so that alone it advances no sequence. */
    static void changed(Repositories repositories, Tenant before, Tenant after, Origin origin) {
        repositories.tenants().update(after);
        boolean isContactOnly =
                !Objects.equals(before.contact(), after.contact())
                        && before.name().equals(after.name())
                        && before.hosts().equals(after.hosts())
                        && Objects.equals(before.region(), after.region());
        if (!isContactOnly) {
            committing(repositories, before, after, AuditAction.TENANT_CHANGED, origin);
            return;
        }
        repositories
                .audit()
                .append(
                        AuditEvent.of(AuditAction.TENANT_CHANGED, origin, after.id())
                                .target(after.id().value())
                                .altering(TenantAlterations.between(before, after)));
        repositories
                .changes()
                .add(
                        new Change.TenantChanged(
                                after.id(), repositories.sequences().current(after.id())));
    }

    static Tenant applied(Tenant before, TenantPatch patch, Origin origin) {
        String region = patch.region();
        String contact = patch.contact();
        return new Tenant(
                before.id(),
                Objects.requireNonNullElse(patch.name(), before.name()),
                Objects.requireNonNullElse(patch.hosts(), before.hosts()),
                region == null
                        ? before.region()
                        : region.equals(TenantPatch.NO_REGION) ? null : region,
                contact == null
                        ? before.contact()
                        : contact.equals(TenantPatch.NO_CONTACT) ? null : new Contact(contact),
                before.createdAt(),
                origin.at());
    }

    static Optional<Problem> taken(Repositories repositories, TenantId id, List<HostName> hosts) {
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < hosts.size(); i++) {
            Optional<TenantId> owner = repositories.tenants().ownerOf(hosts.get(i));
            if (owner.isPresent() && !owner.get().equals(id)) {
                faults.add(
                        new Fault(
                                ProblemCode.TENANT_HOST_TAKEN,
                                "/hosts/" + i,
                                "host `" + hosts.get(i) + "` belongs to another tenant",
                                "remove it from tenant `" + owner.get() + "` first"));
            }
        }
        if (faults.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                Problem.of(ProblemCode.TENANT_HOST_TAKEN, faults.getFirst().detail(), faults));
    }

    static void committing(
            Repositories repositories,
            @Nullable Tenant before,
            Tenant tenant,
            AuditAction action,
            Origin origin) {
        long sequence = repositories.sequences().advance(tenant.id());
        repositories
                .audit()
                .append(
                        AuditEvent.of(action, origin, tenant.id())
                                .target(tenant.id().value())
                                .altering(TenantAlterations.between(before, tenant)));
        repositories.changes().add(new Change.TenantChanged(tenant.id(), sequence));
    }
}
