package dev.sallyport.control.people;

import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.SeenPrincipals;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.tenant.Page;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The use cases about people who were seen. Safe for use by several threads. */
public final class People {

    /*
     * A report may be repeated, wholly or in part, and must not count twice. So each sighting that was counted leaves a key, and
     * keys are bounded: when there are too many the oldest go, and a sighting no newer than those is refused as too old, because
     * nobody can tell any more whether it was counted.
     *
     *      refused as too old          |  counted once, then duplicate        | refused as in the future
     *   -------------------------------+--------------------------------------+--------------------------> at
     *     max(horizon, now - retention)                            now + 5 minutes
     */

    /** The most principals on one page. */
    public static final int MAX_PAGE_SIZE = 1000;

    /** How recent a sighting must be for people to count as known. */
    public static final Duration RECENT = Duration.ofDays(30);

    /* A principal in a network. */
    private record Place(PrincipalReference principal, IpPrefix network) {}

    private final Transactions transactions;
    private final PeopleLimits limits;
    private final Set<String> adminRoles;
    private final PeopleSource gate;
    private final Traces traces;

    /**
     * Keeps people behind {@code transactions}.
     *
     * @param adminRoles the roles that the operator named as an admin's
     * @param gate by what the gate knows people, {@link PeopleSource#UNKNOWN} if by nothing
     * @param traces what else is kept of a principal
     */
    public People(
            Transactions transactions,
            PeopleLimits limits,
            Set<String> adminRoles,
            PeopleSource gate,
            Traces traces) {
        this.transactions = transactions;
        this.limits = limits;
        this.adminRoles = Set.copyOf(adminRoles);
        this.gate = gate;
        this.traces = traces;
    }

    /** Counts the sightings of a report, each once however often it is reported. */
    public Outcome<SightingReport> report(TenantId tenant, List<Sighting> sightings, Instant now) {
        return transactions.write(repositories -> {
            if (repositories.tenants().find(tenant).isEmpty()) {
                return Tenants.unknown(tenant);
            }
            return Outcome.done(counted(repositories.people(), tenant, sightings, now));
        });
    }

    private SightingReport counted(
            SeenPrincipals people, TenantId tenant, List<Sighting> sightings, Instant now) {
        Instant latest = now.plus(PeopleLimits.CLOCK_SKEW);
        Instant oldest = now.minus(limits.retention());
        Optional<Instant> horizon = people.horizon(tenant);
        int accepted = 0;
        int duplicate = 0;
        List<SightingReport.Refusal> refusals = new ArrayList<>();
        Map<Place, SeenFrom> touched = new LinkedHashMap<>();
        for (int i = 0; i < sightings.size(); i++) {
            Sighting sighting = sightings.get(i);
            Instant at = sighting.at();
            if (at.isAfter(latest)) {
                refusals.add(new SightingReport.Refusal(i, SightingReport.Cause.IN_FUTURE));
            } else if (at.isBefore(oldest) || horizon.filter(h -> !at.isAfter(h)).isPresent()) {
                refusals.add(new SightingReport.Refusal(i, SightingReport.Cause.TOO_OLD));
            } else if (people.count(tenant, SightingKey.of(sighting), at)) {
                accepted++;
                add(people, tenant, sighting, touched);
            } else {
                duplicate++;
            }
        }
        touched.values().forEach(seen -> people.put(tenant, seen));
        people.trimCounted(tenant, limits.keys());
        return new SightingReport(
                accepted, duplicate, refusals, people.trim(tenant, limits.networks()));
    }

    /* Each place is read and written once, however many sightings of a report there are. */
    private static void add(
            SeenPrincipals people,
            TenantId tenant,
            Sighting sighting,
            Map<Place, SeenFrom> touched) {
        Place place = new Place(sighting.principal(), SeenFrom.networkOf(sighting.address()));
        SeenFrom known = touched.get(place);
        Optional<SeenFrom> before =
                known == null
                        ? people.find(tenant, place.principal(), place.network())
                        : Optional.of(known);
        SeenFrom after =
                before.map(seen -> seen.and(sighting)).orElseGet(() -> SeenFrom.of(sighting));
        touched.put(place, after);
    }

    /**
     * Returns principals that were seen, in the order of kind and id.
     *
     * @param after the last principal of an earlier page, or null for the first
     * @param size how many at most, 1 to {@link #MAX_PAGE_SIZE}; a larger number is read as that
     */
    public Outcome<Page<SeenPrincipal>> seen(
            TenantId tenant, @Nullable PrincipalReference after, int size, Instant now) {
        if (size < 1) {
            return Outcome.refused(
                    ProblemCode.REQUEST_BAD_PARAMETER, "page size `" + size + "` is below 1");
        }
        int limit = Math.min(size, MAX_PAGE_SIZE);
        return transactions.read(repositories -> {
            if (repositories.tenants().find(tenant).isEmpty()) {
                return Tenants.unknown(tenant);
            }
            List<SeenPrincipal> found =
                    repositories
                            .people()
                            .page(tenant, after, limit + 1, now.minus(limits.retention()))
                            .stream()
                            .map(from -> SeenPrincipal.of(from, adminRoles))
                            .toList();
            if (found.size() <= limit) {
                return Outcome.done(new Page<>(found, null));
            }
            List<SeenPrincipal> items = found.subList(0, limit);
            return Outcome.done(new Page<>(items, cursor(items.getLast().principal())));
        });
    }

    private static String cursor(PrincipalReference principal) {
        return PrincipalKinds.text(principal.kind()) + ":" + principal.id();
    }

    /**
     * Forgets where a principal was seen and what was observed of it, and returns in how many
     * networks and observations that had been. Reports of sightings that were counted before stay
     * without effect. The audit record names the principal by its pseudonym only: it outlives what
     * it is about. If the observations cannot be erased, nothing is.
     */
    public Outcome<Integer> forget(TenantId tenant, PrincipalReference principal, Origin origin) {
        return transactions.write(repositories -> {
            if (repositories.tenants().find(tenant).isEmpty()) {
                return Tenants.unknown(tenant);
            }
            int count =
                    repositories.people().forget(tenant, principal)
                            + traces.erase(tenant, principal);
            if (count == 0) {
                return Outcome.refused(
                        ProblemCode.PRINCIPAL_UNKNOWN, "no such principal was seen at this tenant");
            }
            repositories
                    .audit()
                    .append(
                            AuditEvent.of(AuditAction.PRINCIPAL_FORGOTTEN, origin, tenant)
                                    .target(
                                            PrincipalKinds.text(principal.kind())
                                                    + ":"
                                                    + traces.pseudonym(tenant, principal)));
            return Outcome.done(count);
        });
    }

    /** Returns by what the people of a tenant are known. */
    public PeopleSource source(TenantId tenant, Instant now) {
        return switch (gate) {
            case TOKEN, HEADERS -> gate;
            case UNKNOWN, SIGHTINGS ->
                    transactions.read(repositories -> source(repositories, tenant, now));
        };
    }

    /** Returns by what the people of any tenant are known. */
    public PeopleSource source(Instant now) {
        return switch (gate) {
            case TOKEN, HEADERS -> gate;
            case UNKNOWN, SIGHTINGS ->
                    transactions.read(repositories ->
                            repositories.people().anySince(now.minus(RECENT))
                                    ? PeopleSource.SIGHTINGS
                                    : PeopleSource.UNKNOWN);
        };
    }

    private static PeopleSource source(Repositories repositories, TenantId tenant, Instant now) {
        return repositories.people().anySince(tenant, now.minus(RECENT))
                ? PeopleSource.SIGHTINGS
                : PeopleSource.UNKNOWN;
    }

    /** Removes what is older than is kept, of every tenant; returns how much that was. */
    public int purge(Instant now) {
        return transactions.write(
                repositories -> repositories.people().purge(now.minus(limits.retention())));
    }
}
