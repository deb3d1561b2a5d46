package dev.sallyport.control.monitor;

import dev.sallyport.control.audit.Alterations;
import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.observation.ObservationExtent;
import dev.sallyport.control.policy.Surroundings;
import dev.sallyport.control.port.ObservationStore;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.control.whatif.ColumnsCache;
import dev.sallyport.control.whatif.ObservedTraffic;
import dev.sallyport.control.whatif.ObservedWhatIf;
import dev.sallyport.control.whatif.Window;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.column.Comparison;
import dev.sallyport.evidence.column.Share;
import dev.sallyport.evidence.column.Shares;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The use cases of a policy that only monitors: what it would do, what stands against enforcing it,
 * who answers for it. Safe for use by several threads.
 */
public final class Monitoring {

    private record Found(
            StoredTenant stored, MonitorSettings settings, DeploymentSwitch deployment) {}

    private final Transactions transactions;
    private final ObservationStore store;
    private final ColumnsCache cache;
    private final Supplier<Surroundings> surroundings;

    /**
     * Reports from what {@code cache} holds or loads.
     *
     * @param surroundings what is loaded at the moment
     */
    public Monitoring(
            Transactions transactions,
            ObservationStore store,
            ColumnsCache cache,
            Supplier<Surroundings> surroundings) {
        this.transactions = transactions;
        this.store = store;
        this.cache = cache;
        this.surroundings = surroundings;
    }

    /**
     * Returns what the active policy of a tenant says of the traffic of a window.
     *
     * @param addresses how many addresses to name at most, 0 to {@link ObservedWhatIf#MOST_LOSERS}
     * @param now the present
     */
    public Outcome<MonitorReport> report(
            TenantId tenant, Window window, int addresses, Instant now) {
        return find(tenant).map(found -> report(found, window, addresses, now));
    }

    private Outcome<Found> find(TenantId tenant) {
        return transactions.read(repositories ->
                repositories
                        .tenants()
                        .findStored(tenant)
                        .<Outcome<Found>>map(stored -> Outcome.done(found(repositories, stored)))
                        .orElseGet(() -> Tenants.unknown(tenant)));
    }

    private static Found found(Repositories repositories, StoredTenant stored) {
        return new Found(
                stored,
                repositories.monitoring().find(stored.tenant().id()).orElse(MonitorSettings.NONE),
                repositories.deployment().deploymentSwitch().orElse(DeploymentSwitch.ENFORCE));
    }

    /* What is denied shows as newly denied beside a policy without rules, which denies nothing. */
    private MonitorReport report(Found found, Window window, int addresses, Instant now) {
        StoredTenant stored = found.stored();
        TenantState active = surroundings.get().judging(stored, stored.lists());
        ObservedTraffic traffic =
                cache.get(
                        stored.tenant().id(),
                        window,
                        active.geoData(),
                        active.nat64Prefixes(),
                        now);
        Comparison comparison = traffic.compare(active.withPolicy(Policy.INITIAL), active);
        Shares shares = comparison.shares();
        List<Share<PrincipalReference>> principals = shares.byPrincipal(Integer.MAX_VALUE);
        ObservationExtent extent = store.extent(stored.tenant().id());
        Instant since = stored.revision().publishedAt();
        return new MonitorReport(
                window,
                traffic.loadedAt(),
                stored.revision().policy().mode(),
                stored.revision().number(),
                found.settings(),
                since,
                found.settings().review(since),
                traffic.requests(),
                comparison.tally().newlyDenied().requests(),
                comparison.tally().uncertain().requests(),
                ObservedWhatIf.losers(comparison, addresses),
                shares.byNetwork(ObservedWhatIf.NAMED),
                shares.byCountry(ObservedWhatIf.NAMED),
                shares.byAsn(ObservedWhatIf.NAMED),
                shares.byChannel(ObservedWhatIf.NAMED),
                principals.stream().limit(ObservedWhatIf.NAMED).toList(),
                traffic.trend(),
                new Readiness(
                                comparison,
                                principals,
                                stored,
                                found.settings(),
                                found.deployment(),
                                extent)
                        .obstacles(traffic.trend(), now),
                extent);
    }

    /** Returns who answers for the policy of a tenant. */
    public Outcome<MonitorSettings> settings(TenantId tenant) {
        return find(tenant).map(Found::settings);
    }

    /** Says who answers for the policy of a tenant, and until when somebody should look at it. */
    public Outcome<MonitorSettings> settings(
            TenantId tenant, MonitorSettings settings, Origin origin) {
        return transactions.write(repositories -> {
            if (repositories.tenants().find(tenant).isEmpty()) {
                return Tenants.unknown(tenant);
            }
            MonitorSettings before =
                    repositories.monitoring().find(tenant).orElse(MonitorSettings.NONE);
            repositories.monitoring().put(tenant, settings);
            repositories
                    .audit()
                    .append(
                            AuditEvent.of(AuditAction.MONITORING_CHANGED, origin, tenant)
                                    .target(settings.owner())
                                    .altering(
                                            new Alterations()
                                                    .compare(
                                                            "/owner",
                                                            before.owner(),
                                                            settings.owner())
                                                    .compare(
                                                            "/reviewAt",
                                                            before.reviewAt(),
                                                            settings.reviewAt())
                                                    .toList()));
            return Outcome.done(settings);
        });
    }

    /**
     * Returns the tenants whose policies only monitor although their review date has passed, in the
     * order of their ids. Reads every policy.
     */
    public List<TenantId> overdue(Instant now) {
        List<TenantId> overdue = new ArrayList<>();
        boolean _ =
                transactions.read(repositories -> {
                    repositories
                            .tenants()
                            .forEach(
                                    stored -> {
                                        if (isOverdue(repositories, stored, now)) {
                                            overdue.add(stored.tenant().id());
                                        }
                                    },
                                    unreadable -> {});
                    return true;
                });
        return overdue;
    }

    /* A tenant at revision 0 has not begun to monitor anything. */
    private static boolean isOverdue(Repositories repositories, StoredTenant stored, Instant now) {
        return stored.revision().policy().mode() == Mode.MONITOR
                && stored.revision().number() > 0
                && now.isAfter(
                        repositories
                                .monitoring()
                                .find(stored.tenant().id())
                                .orElse(MonitorSettings.NONE)
                                .review(stored.revision().publishedAt()));
    }
}
