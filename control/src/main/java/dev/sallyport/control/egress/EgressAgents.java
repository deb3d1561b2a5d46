package dev.sallyport.control.egress;

import dev.sallyport.control.audit.Alteration;
import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.engine.policy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The agents of tenants, and what they say they have applied. Whether an agent's signature is its
 * own is the caller's to find out. Safe for use by several threads.
 */
public final class EgressAgents {

    /** How far the clock of an agent may be before ours. */
    public static final Duration CLOCK_SKEW = Duration.ofHours(24);

    private final Transactions transactions;
    private final EgressTerms terms;

    /** Keeps agents behind {@code transactions}. */
    public EgressAgents(Transactions transactions, EgressTerms terms) {
        this.transactions = transactions;
        this.terms = terms;
    }

    /** Returns the agents of a tenant, in the order of their ids. */
    public Outcome<List<EgressAgent>> list(TenantId tenant) {
        return transactions.read(repositories ->
                repositories.tenants().find(tenant).isPresent()
                        ? Outcome.done(repositories.egress().agents(tenant))
                        : Tenants.unknown(tenant));
    }

    /**
     * Registers an agent of a tenant.
     *
     * @param id the thumbprint of its key
     * @param key the key, as {@link EgressAgent#key} has it
     */
    public Outcome<EgressAgent> register(
            TenantId tenant, String id, String key, String name, Origin origin) {
        return transactions.write(repositories -> {
            if (repositories.tenants().find(tenant).isEmpty()) {
                return Tenants.unknown(tenant);
            }
            List<EgressAgent> there = repositories.egress().agents(tenant);
            if (there.stream().anyMatch(each -> each.id().equals(id))) {
                return Outcome.refused(
                        ProblemCode.EGRESS_AGENT_EXISTS,
                        "tenant `" + tenant + "` has an agent with this key already");
            }
            if (there.size() >= terms.agents()) {
                return Outcome.refused(
                        ProblemCode.EGRESS_AGENT_TOO_MANY,
                        "tenant `" + tenant + "` has " + there.size() + " agents already");
            }
            EgressAgent agent = new EgressAgent(tenant, id, key, name, origin.at(), null);
            repositories.egress().put(agent);
            repositories
                    .audit()
                    .append(
                            AuditEvent.of(AuditAction.EGRESS_AGENT_REGISTERED, origin, tenant)
                                    .target(id)
                                    .altering(List.of(new Alteration("/name", "", name))));
            return Outcome.done(agent);
        });
    }

    /** Removes an agent of a tenant. */
    public Outcome<EgressAgent> remove(TenantId tenant, String id, Origin origin) {
        return transactions.write(repositories -> {
            if (repositories.tenants().find(tenant).isEmpty()) {
                return Tenants.unknown(tenant);
            }
            Optional<EgressAgent> agent =
                    repositories.egress().agents(tenant).stream()
                            .filter(each -> each.id().equals(id))
                            .findFirst();
            if (agent.isEmpty()) {
                return Outcome.refused(
                        ProblemCode.EGRESS_AGENT_UNKNOWN,
                        "tenant `" + tenant + "` has no agent " + Quoted.text(id));
            }
            repositories.egress().delete(tenant, id);
            repositories
                    .audit()
                    .append(
                            AuditEvent.of(AuditAction.EGRESS_AGENT_REMOVED, origin, tenant)
                                    .target(id)
                                    .altering(
                                            List.of(
                                                    new Alteration(
                                                            "/name", agent.get().name(), ""))));
            return Outcome.done(agent.get());
        });
    }

    /** Returns the agents of tenants of a region that have a key. */
    public List<EgressAgent> known(String region, String id) {
        return transactions.read(repositories -> known(repositories, region, id));
    }

    private static List<EgressAgent> known(Repositories repositories, String region, String id) {
        return repositories.egress().agentsWith(id).stream()
                .filter(agent ->
                        repositories
                                .tenants()
                                .find(agent.tenant())
                                .filter(tenant -> region.equals(tenant.region()))
                                .isPresent())
                .toList();
    }

    /**
     * Takes note of what an agent has applied, for every tenant of the region that has registered
     * its key. One about an older serial than it has acknowledged, or about the same again, changes
     * nothing; so whoever repeats a message of before achieves nothing.
     *
     * @param id the thumbprint of the key that has signed it
     * @return whether something is known now that was not
     */
    public Outcome<Boolean> acknowledge(String id, Acknowledgement said) {
        Instant latest = said.receivedAt().plus(CLOCK_SKEW);
        if (said.appliedAt().isAfter(latest)) {
            return Outcome.refused(
                    ProblemCode.EGRESS_ACKNOWLEDGEMENT_INVALID,
                    "`appliedAt` is " + said.appliedAt() + ", which is more than a day ahead");
        }
        // Most of what is said was said before, and waits for no write.
        List<EgressAgent> there = known(said.region(), id);
        if (!there.isEmpty() && there.stream().noneMatch(agent -> isBehind(agent, said))) {
            return Outcome.done(false);
        }
        return transactions.write(repositories -> {
            List<EgressAgent> agents = known(repositories, said.region(), id);
            if (agents.isEmpty()) {
                return refused();
            }
            Optional<EgressRegion> region = repositories.egress().find(said.region());
            if (region.isEmpty()) {
                return EgressLists.unknown(said.region());
            }
            if (said.serial() > region.get().list().serial()) {
                return Outcome.refused(
                        ProblemCode.EGRESS_ACKNOWLEDGEMENT_INVALID,
                        "serial "
                                + said.serial()
                                + " was not published; the newest is "
                                + region.get().list().serial());
            }
            List<EgressAgent> behind =
                    agents.stream().filter(agent -> isBehind(agent, said)).toList();
            behind.forEach(agent -> repositories.egress().put(agent.acknowledging(said)));
            return Outcome.done(!behind.isEmpty());
        });
    }

    private static boolean isBehind(EgressAgent agent, Acknowledgement said) {
        Acknowledgement last = agent.last();
        return last == null
                || !last.region().equals(said.region())
                || last.serial() < said.serial();
    }

    /** Returns the one refusal of whatever is not signed by somebody who may; it tells nothing. */
    public static <T> Outcome<T> refused() {
        return Outcome.refused(
                ProblemCode.EGRESS_ACKNOWLEDGEMENT_REFUSED,
                "the acknowledgement is not signed by an agent that is known here");
    }
}
