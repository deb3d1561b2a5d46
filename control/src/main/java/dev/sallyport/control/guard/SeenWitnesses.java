package dev.sallyport.control.guard;

import dev.sallyport.control.people.People;
import dev.sallyport.control.people.SeenFrom;
import dev.sallyport.control.people.SeenPrincipal;
import dev.sallyport.control.people.Traces;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who was let in within the last 30 days, as applications report it and as the gate observes it.
 * Safe for use by several threads.
 */
public final class SeenWitnesses implements WitnessSource {

    private static final int PAGE = 500;
    private static final int MOST_PRINCIPALS = 10_000;

    private final Set<String> adminRoles;
    private final ObservedWitnesses observed;
    private final Traces names;

    /**
     * Asks both.
     *
     * @param adminRoles the roles that the operator named as an admin's
     * @param names by whose pseudonyms a principal that both know is one
     */
    public SeenWitnesses(Set<String> adminRoles, ObservedWitnesses observed, Traces names) {
        this.adminRoles = Set.copyOf(adminRoles);
        this.observed = observed;
        this.names = names;
    }

    @Override
    public Witnesses of(Repositories repositories, TenantId tenant, Instant now) {
        return gathered(repositories, tenant, now, observed.read(tenant, now));
    }

    @Override
    public Witnesses atHand(Repositories repositories, TenantId tenant, Instant now) {
        return gathered(
                repositories, tenant, now, observed.atHand(tenant, now).orElse(Observed.UNREAD));
    }

    private Witnesses gathered(
            Repositories repositories, TenantId tenant, Instant now, Observed seen) {
        WitnessesBuilder builder =
                new WitnessesBuilder(principal -> names.pseudonym(tenant, principal));
        Instant since = now.minus(People.RECENT);
        PrincipalReference after = null;
        for (int i = 0; i < MOST_PRINCIPALS / PAGE; i++) {
            List<List<SeenFrom>> page = page(repositories, tenant, after, since);
            for (List<SeenFrom> from : page) {
                builder.add(SeenPrincipal.of(from, adminRoles), since);
            }
            if (page.size() < PAGE) {
                return builder.add(seen).build();
            }
            after = page.getLast().getFirst().principal();
        }
        return builder.cut().add(seen).build();
    }

    private static List<List<SeenFrom>> page(
            Repositories repositories,
            TenantId tenant,
            @Nullable PrincipalReference after,
            Instant since) {
        return repositories.people().page(tenant, after, PAGE, since);
    }
}
