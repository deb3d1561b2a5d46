package dev.sallyport.control.tenant;

import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.engine.host.HostName;
import dev.sallyport.engine.policy.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The use case that makes many tenants what a file says they are. Safe for use by several threads.
 *
 * <p>Idempotent: a line that finds its tenant as it says writes nothing, advances no sequence and
 * leaves no audit record. Each line is done whole or not at all; lines are done in their order, so
 * that the second line about a tenant finds what the first one left.
 */
public final class TenantImport {

    private final Transactions transactions;

    /** Keeps tenants behind {@code transactions}. */
    public TenantImport(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Does some lines in one transaction and returns what came of each, in their order.
     *
     * @param lines the lines; one that could not be read is refused for that reason
     * @throws dev.sallyport.control.port.StorageException if the state cannot be written; then
     *     nothing of these lines was done
     */
    public List<LineResult> upsert(List<Outcome<TenantLine>> lines, Origin origin) {
        return transactions.write(repositories -> {
            List<LineResult> results = new ArrayList<>(lines.size());
            for (Outcome<TenantLine> line : lines) {
                results.add(
                        switch (line) {
                            case Outcome.Done<TenantLine>(TenantLine value) ->
                                    upsert(repositories, value, origin);
                            case Outcome.Refused<TenantLine>(Problem problem) ->
                                    new LineResult.Refused(problem);
                        });
            }
            return results;
        });
    }

    private static LineResult upsert(Repositories repositories, TenantLine line, Origin origin) {
        TenantId id = line.id();
        Optional<Tenant> before = repositories.tenants().find(id);
        List<HostName> hosts = line.members().hosts();
        if (hosts != null) {
            Optional<Problem> taken = Tenants.taken(repositories, id, hosts);
            if (taken.isPresent()) {
                return new LineResult.Refused(taken.get());
            }
        }
        if (before.isEmpty()) {
            Tenant blank =
                    new Tenant(id, id.value(), List.of(), null, null, origin.at(), origin.at());
            Tenant made = Tenants.applied(blank, line.members(), origin);
            repositories.tenants().insert(made);
            Tenants.committing(repositories, null, made, AuditAction.TENANT_CREATED, origin);
            return new LineResult.Created(id);
        }
        Tenant after = Tenants.applied(before.get(), line.members(), origin);
        if (isSame(before.get(), after)) {
            return new LineResult.Unchanged(id);
        }
        Tenants.changed(repositories, before.get(), after, origin);
        return new LineResult.Updated(id);
    }

    private static boolean isSame(Tenant one, Tenant other) {
        return one.name().equals(other.name())
                && one.hosts().equals(other.hosts())
                && Objects.equals(one.region(), other.region())
                && Objects.equals(one.contact(), other.contact());
    }
}
