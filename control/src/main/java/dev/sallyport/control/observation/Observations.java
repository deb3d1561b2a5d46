package dev.sallyport.control.observation;

import dev.sallyport.control.audit.Alteration;
import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.people.Traces;
import dev.sallyport.control.port.ObservationStore;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** The use cases about what was observed. Safe for use by several threads. */
public final class Observations implements Traces {

    private final Transactions transactions;
    private final ObservationStore store;
    private final Pseudonyms pseudonyms;
    private final Duration retention;
    private final Consumer<TenantId> altered;

    /**
     * Keeps observations in {@code store}.
     *
     * @param transactions the state that says how
     * @param retention for how long
     * @param altered is told whenever what is kept of a tenant was changed by hand: imported,
     *     renamed, erased, removed
     */
    public Observations(
            Transactions transactions,
            ObservationStore store,
            Pseudonyms pseudonyms,
            Duration retention,
            Consumer<TenantId> altered) {
        this.transactions = transactions;
        this.store = store;
        this.pseudonyms = pseudonyms;
        this.retention = retention;
        this.altered = altered;
    }

    /** Adds what was counted, under pseudonyms where the tenant wants those; all of it or none. */
    public void keep(List<Observation> observations) {
        Set<TenantId> pseudonymous = pseudonymous();
        store.add(
                pseudonymous.isEmpty()
                        ? observations
                        : observations.stream().map(each -> named(each, pseudonymous)).toList());
    }

    private Set<TenantId> pseudonymous() {
        return transactions.read(repositories -> repositories.observations().pseudonymous());
    }

    private Observation named(Observation each, Set<TenantId> pseudonymous) {
        return pseudonymous.contains(each.tenant())
                ? new Observation(
                        each.tenant(),
                        each.hour(),
                        each.network(),
                        each.channel(),
                        pseudonyms.of(each.tenant(), each.principal()),
                        each.outcome(),
                        each.newest(),
                        each.country(),
                        each.asn(),
                        each.count(),
                        each.firstMillis(),
                        each.lastMillis())
                : each;
    }

    /**
     * Says whether the principals of a tenant are kept under pseudonyms only, from now on. What is
     * kept already is converted by {@link #convert}, which is up to the caller. There is no way
     * back from a pseudonym.
     *
     * @return whether that is a change
     */
    public Outcome<Boolean> pseudonyms(TenantId tenant, boolean wanted, Origin origin) {
        return transactions.write(repositories -> {
            if (repositories.tenants().find(tenant).isEmpty()) {
                return Tenants.unknown(tenant);
            }
            if (repositories.observations().pseudonymous().contains(tenant) == wanted) {
                return Outcome.done(false);
            }
            repositories.observations().pseudonymous(tenant, wanted);
            repositories
                    .audit()
                    .append(
                            AuditEvent.of(AuditAction.OBSERVATIONS_CHANGED, origin, tenant)
                                    .target(wanted ? "pseudonyms" : "names")
                                    .altering(Alteration.between("/pseudonyms", !wanted, wanted)));
            return Outcome.done(true);
        });
    }

    /** Puts pseudonyms in the place of all ids of the tenants that want them. */
    public void convert() {
        Set<TenantId> known = store.tenants();
        for (TenantId tenant : pseudonymous()) {
            if (known.contains(tenant)) {
                store.rename(tenant, principal -> pseudonyms.of(tenant, principal));
                altered.accept(tenant);
            }
        }
    }

    /**
     * Adds cells of a log, all of this tenant, unless cells were added under the same key before.
     * Hours that are older than is kept are left out.
     *
     * @param key tells one part of an import from all others
     */
    public Outcome<ImportReport> include(
            TenantId tenant, String key, List<Observation> cells, Origin origin) {
        if (store.wasAdded(tenant, key)) {
            return of(tenant, id -> ImportReport.REPEATED);
        }
        Outcome<TenantId> audited =
                transactions.write(repositories -> {
                    if (repositories.tenants().find(tenant).isEmpty()) {
                        return Tenants.unknown(tenant);
                    }
                    repositories
                            .audit()
                            .append(
                                    AuditEvent.of(AuditAction.OBSERVATIONS_IMPORTED, origin, tenant)
                                            .target(key));
                    return Outcome.done(tenant);
                });
        if (audited instanceof Outcome.Refused<TenantId>(Problem problem)) {
            return new Outcome.Refused<>(problem);
        }
        long oldest = Observation.hourOf(origin.at().minus(retention).toEpochMilli());
        Set<TenantId> pseudonymous = pseudonymous();
        List<Observation> kept =
                cells.stream()
                        .filter(cell -> cell.hour() >= oldest)
                        .map(cell -> named(cell, pseudonymous))
                        .toList();
        if (!store.addOnce(tenant, key, kept)) {
            return Outcome.done(ImportReport.REPEATED);
        }
        altered.accept(tenant);
        return Outcome.done(
                new ImportReport(true, decisions(kept), decisions(cells) - decisions(kept)));
    }

    private static long decisions(List<Observation> cells) {
        return cells.stream().mapToLong(Observation::count).sum();
    }

    /** Returns what there is of a tenant. */
    public Outcome<ObservationExtent> extent(TenantId tenant) {
        return of(tenant, store::extent);
    }

    /**
     * Returns cells of a tenant, the newest hour first.
     *
     * @param after where an earlier page ended, or an empty text
     * @throws IllegalArgumentException if no page ended there
     */
    public Outcome<ObservationView> newest(
            TenantId tenant, long fromHour, long untilHour, String after, int limit) {
        return of(
                tenant,
                id -> {
                    ObservationStore.Page page =
                            store.newest(id, fromHour, untilHour, after, limit);
                    return view(id, page.cells(), page.next());
                });
    }

    /** Returns the cells of a tenant with the largest counts. */
    public Outcome<ObservationView> biggest(
            TenantId tenant, long fromHour, long untilHour, int limit) {
        return of(tenant, id -> view(id, store.biggest(id, fromHour, untilHour, limit), ""));
    }

    private ObservationView view(TenantId tenant, List<Observation> cells, String next) {
        return new ObservationView(
                store.extent(tenant), pseudonymous().contains(tenant), cells, next);
    }

    private <T> Outcome<T> of(TenantId tenant, Function<TenantId, T> reading) {
        boolean isKnown =
                transactions.read(repositories -> repositories.tenants().find(tenant).isPresent());
        return isKnown ? Outcome.done(reading.apply(tenant)) : Tenants.unknown(tenant);
    }

    @Override
    public int erase(TenantId tenant, PrincipalReference principal) {
        PrincipalReference pseudonym = pseudonyms.of(tenant, principal);
        int count = store.erase(tenant, principal);
        if (!pseudonym.equals(principal)) {
            count += store.erase(tenant, pseudonym);
        }
        altered.accept(tenant);
        return count;
    }

    @Override
    public String pseudonym(TenantId tenant, PrincipalReference principal) {
        return pseudonyms.of(tenant, principal).id();
    }

    /** Removes everything of a tenant. */
    public void remove(TenantId tenant) {
        store.remove(tenant);
        altered.accept(tenant);
    }

    /**
     * Removes what is older than is kept, and what is left of tenants that are gone; returns how
     * many cells were too old.
     */
    public int purge(Instant now) {
        for (TenantId tenant : new ArrayList<>(store.tenants())) {
            boolean isKnown =
                    transactions.read(
                            repositories -> repositories.tenants().find(tenant).isPresent());
            if (!isKnown) {
                remove(tenant);
            }
        }
        return store.purge(Observation.hourOf(now.minus(retention).toEpochMilli()));
    }
}
