package dev.sallyport.control.egress;

import dev.sallyport.control.port.EgressRepository;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.egress.list.Direction;
import dev.sallyport.egress.list.EgressPrefix;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpSet;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who would break if a prefix were used tonight: which tenants of a region have opened for it.
 * Answers for listed prefixes, for parts of them, and for any other. Safe for use by several
 * threads.
 */
public final class EgressImpact {

    /** The most tenants of each state that are named; all are counted. */
    public static final int MOST_NAMED = 1000;

    /**
     * Who has opened.
     *
     * @param region the region
     * @param prefix the prefix that was asked about
     * @param serial the serial of the list as it is
     * @param line the line that holds the prefix, or null if none does
     * @param liveSince since when it is in use, or null if it is not
     * @param open how many tenants have opened
     * @param notOpen how many have not
     * @param unknown of how many nobody knows
     * @param tenants those that have not opened, those of whom nobody knows, those that have; of
     *     each at most {@link #MOST_NAMED}, in the order of their ids
     */
    public record Result(
            String region,
            IpPrefix prefix,
            long serial,
            @Nullable EgressPrefix line,
            @Nullable Instant liveSince,
            int open,
            int notOpen,
            int unknown,
            List<Openness> tenants) {

        /** Copies the tenants. */
        public Result {
            tenants = List.copyOf(tenants);
        }
    }

    private final Transactions transactions;

    /** Reads behind {@code transactions}. */
    public EgressImpact(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns which tenants of a region have opened for a prefix. */
    public Outcome<Result> of(String region, IpPrefix prefix) {
        return transactions.read(repositories -> of(repositories, region, prefix));
    }

    static Outcome<Result> of(Repositories repositories, String name, IpPrefix prefix) {
        Optional<EgressRegion> found = repositories.egress().find(name);
        if (found.isEmpty()) {
            return EgressLists.unknown(name);
        }
        EgressRegion region = found.get();
        EgressPrefix line =
                region.list().prefixes().stream()
                        .filter(each -> each.prefix().contains(prefix))
                        .findFirst()
                        .orElse(null);
        Map<TenantId, List<EgressAgent>> agents = new TreeMap<>();
        repositories
                .egress()
                .agentsIn(name)
                .forEach(agent ->
                        agents.computeIfAbsent(agent.tenant(), key -> new ArrayList<>())
                                .add(agent));
        Holding holding =
                new Holding(
                        repositories.egress(),
                        name,
                        prefix,
                        line == null ? Direction.OUTBOUND : line.direction());
        Map<Openness.State, List<Openness>> byState = new HashMap<>();
        for (EgressCustomer tenant : repositories.egress().customersOf(name)) {
            Openness openness =
                    openness(
                            tenant, agents.getOrDefault(tenant.tenant(), List.of()), name, holding);
            byState.computeIfAbsent(openness.state(), key -> new ArrayList<>()).add(openness);
        }
        List<Openness> named = new ArrayList<>();
        for (Openness.State state :
                List.of(Openness.State.NOT_OPEN, Openness.State.UNKNOWN, Openness.State.OPEN)) {
            byState.getOrDefault(state, List.of()).stream().limit(MOST_NAMED).forEach(named::add);
        }
        return Outcome.done(
                new Result(
                        name,
                        prefix,
                        region.list().serial(),
                        line,
                        line == null ? null : region.live().get(line.prefix()),
                        size(byState, Openness.State.OPEN),
                        size(byState, Openness.State.NOT_OPEN),
                        size(byState, Openness.State.UNKNOWN),
                        named));
    }

    private static int size(Map<Openness.State, List<Openness>> byState, Openness.State state) {
        return byState.getOrDefault(state, List.of()).size();
    }

    private static Openness openness(
            EgressCustomer tenant, List<EgressAgent> agents, String region, Holding holding) {
        // What agents acknowledge is what we call from: they need not take where we are called.
        if (agents.isEmpty() || !holding.direction.includes(Direction.OUTBOUND)) {
            return new Openness(
                    tenant.tenant(),
                    tenant.name(),
                    Openness.State.UNKNOWN,
                    agents.size(),
                    null,
                    null);
        }
        boolean isOpen = true;
        long serial = Long.MAX_VALUE;
        Instant since = null;
        for (EgressAgent agent : agents) {
            Acknowledgement last = agent.last();
            if (last == null || !last.region().equals(region)) {
                return new Openness(
                        tenant.tenant(),
                        tenant.name(),
                        Openness.State.NOT_OPEN,
                        agents.size(),
                        null,
                        null);
            }
            isOpen &= holding.test(last.serial());
            serial = Math.min(serial, last.serial());
            since = since == null || last.appliedAt().isAfter(since) ? last.appliedAt() : since;
        }
        return new Openness(
                tenant.tenant(),
                tenant.name(),
                isOpen ? Openness.State.OPEN : Openness.State.NOT_OPEN,
                agents.size(),
                serial,
                since);
    }

    /* Which serials hold the prefix; each list is read once. */
    private static final class Holding {

        private final EgressRepository egress;
        private final String region;
        private final IpPrefix prefix;
        private final Direction direction;
        private final Map<Long, Boolean> known = new HashMap<>();

        Holding(EgressRepository egress, String region, IpPrefix prefix, Direction direction) {
            this.egress = egress;
            this.region = region;
            this.prefix = prefix;
            this.direction = direction;
        }

        boolean test(long serial) {
            return known.computeIfAbsent(serial, this::look);
        }

        private boolean look(long serial) {
            return egress.publication(region, serial)
                    .map(publication ->
                            IpSet.ofPrefixes(
                                            publication.list().prefixes().stream()
                                                    .filter(each ->
                                                            direction == Direction.BOTH
                                                                    ? each.direction()
                                                                            == Direction.BOTH
                                                                    : each.direction()
                                                                            .includes(direction))
                                                    .map(EgressPrefix::prefix)
                                                    .toList())
                                    .contains(prefix))
                    .orElse(false);
        }
    }
}
