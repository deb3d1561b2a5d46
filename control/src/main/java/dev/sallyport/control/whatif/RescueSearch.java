package dev.sallyport.control.whatif;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.RuleId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds for each loser the smallest entry that admits it, and proves it by judging the changed
 * policy.
 *
 * <p>Not thread-safe.
 */
final class RescueSearch {

    /*
     * Compiling a policy for each of a million losers would take days, so many entries are tried in one changed policy.
     * That is sound: an entry of addresses among the sources of an ALLOW rule or the exceptions of a DENY rule concerns
     * only requests from inside it, for there doubt counts as no (semantics section 3), and a new ALLOW rule has the scope
     * of one that stands. INVARIANT: the networks of one batch are disjoint, so no entry can take the credit of another.
     *
     * A batch is judged in rounds: whoever is still denied gets one more place, or the next place instead of one that did
     * not help. Every round but the last makes progress in the finite lists of places, so it ends.
     */
    private static final int BATCH = 20_000;

    private static final Opening ITSELF = new Opening(BigInteger.ONE, true);

    private final TenantState state;
    private final TenantSnapshot before;
    private final long epochMillis;
    private final Admitters admitters;
    private final Segments segments;

    /* Whether something in the state looks at who a principal is: only grants and exemptions can. */
    private final boolean idsCount;

    RescueSearch(TenantSnapshot before, long epochMillis) {
        this.state = before.state();
        this.before = before;
        this.epochMillis = epochMillis;
        this.admitters = new Admitters(state, epochMillis);
        this.segments = new Segments(state);
        this.idsCount = !state.supportGrants().isEmpty() || !state.exemptions().isEmpty();
    }

    /* Losers to whom the same happens, on their way through the rounds: a thousand people behind one address are one case. */
    private static final class Attempt {
        private final Traffic traffic;
        private final Facts facts;
        private final List<Placement> exceptions = new ArrayList<>();
        private @Nullable List<Placement> admitting;
        private int admittingAt;
        private Rescue.@Nullable Obstacle obstacle;
        private boolean admitted;
        private Rescue rescue = new Rescue.Impossible(Rescue.Obstacle.NONE_FOUND);

        Attempt(Traffic traffic, Facts facts) {
            this.traffic = traffic;
            this.facts = facts;
        }

        List<Placement> placements() {
            List<Placement> all = new ArrayList<>(exceptions);
            if (admitting != null) {
                all.add(admitting.get(admittingAt));
            }
            return all;
        }

        boolean isOf(IpPrefix network) {
            return traffic.network().equals(network);
        }

        boolean isOpen() {
            return !admitted && obstacle == null;
        }
    }

    /**
     * Returns the rescues of the given losers, in their order.
     *
     * @param losers sorted by network
     */
    List<Rescue> find(List<Traffic> losers) {
        List<Attempt> attempts = new ArrayList<>();
        List<Attempt> ofLosers = new ArrayList<>(losers.size());
        int first = 0;
        for (Traffic loser : losers) {
            if (first < attempts.size() && !attempts.get(first).isOf(loser.network())) {
                first = attempts.size();
            }
            Attempt attempt = attempt(loser, attempts.subList(first, attempts.size()));
            if (attempt == null) {
                attempt = new Attempt(loser, facts(loser));
                attempts.add(attempt);
            }
            ofLosers.add(attempt);
        }
        for (List<Attempt> lane : lanes(attempts)) {
            for (int from = 0; from < lane.size(); from += BATCH) {
                judge(lane.subList(from, Math.min(lane.size(), from + BATCH)));
            }
        }
        return ofLosers.stream().map(attempt -> attempt.rescue).toList();
    }

    private Facts facts(Traffic loser) {
        return idsCount ? Facts.of(loser) : Facts.of(loser).withoutId();
    }

    /* The case of one network that a loser belongs to, or null. */
    private @Nullable Attempt attempt(Traffic loser, List<Attempt> ofNetwork) {
        if (ofNetwork.isEmpty()) {
            return null;
        }
        Facts facts = facts(loser);
        Reason reason = loser.verdict().reason();
        for (Attempt attempt : ofNetwork) {
            if (attempt.facts.equals(facts) && attempt.traffic.verdict().reason().equals(reason)) {
                return attempt;
            }
        }
        return null;
    }

    /* Deals the cases, sorted by network, into as few lists as keep the networks of each list disjoint. */
    private static List<List<Attempt>> lanes(List<Attempt> sorted) {
        List<List<Attempt>> lanes = new ArrayList<>();
        for (Attempt attempt : sorted) {
            List<Attempt> free = null;
            for (List<Attempt> lane : lanes) {
                // In this order only the last of a lane can reach into what comes next.
                if (!lane.getLast().traffic.network().contains(attempt.traffic.network())) {
                    free = lane;
                    break;
                }
            }
            if (free == null) {
                free = new ArrayList<>();
                lanes.add(free);
            }
            free.add(attempt);
        }
        return lanes;
    }

    private void judge(List<Attempt> batch) {
        TenantSnapshot snapshot = before;
        for (boolean changed = true; changed; ) {
            changed = false;
            for (Attempt attempt : batch) {
                if (attempt.isOpen()) {
                    step(attempt, snapshot);
                    changed |= attempt.isOpen();
                }
            }
            if (changed) {
                snapshot = changed(batch);
            }
        }
        for (Attempt attempt : batch) {
            attempt.rescue = rescue(attempt, snapshot);
        }
    }

    private TenantSnapshot changed(List<Attempt> batch) {
        PolicyChange change = new PolicyChange(state);
        for (Attempt attempt : batch) {
            if (attempt.obstacle == null) {
                change.add(attempt.traffic.network(), attempt.placements());
            }
        }
        return change.compile(epochMillis);
    }

    /* Looks at what still denies the loser, and says what to try next. */
    private void step(Attempt attempt, TenantSnapshot snapshot) {
        Verdict denial = denial(attempt, snapshot);
        if (denial == null) {
            attempt.admitted = true;
            return;
        }
        switch (denial.reason()) {
            case Reason.DeniedByRule denied -> except(attempt, denied.rule());
            case Reason.NotInAllowList ignored -> admit(attempt);
            case Reason.ClientNotAuthorized ignored ->
                    attempt.obstacle = Rescue.Obstacle.CLIENT_NOT_AUTHORIZED;
            case Reason.TenantUnknown ignored -> attempt.obstacle = Rescue.Obstacle.NONE_FOUND;
            case Reason.NotReady ignored -> attempt.obstacle = Rescue.Obstacle.NONE_FOUND;
            case Reason.RequestAmbiguous ignored -> attempt.obstacle = Rescue.Obstacle.NONE_FOUND;
            case Reason.BreakGlass ignored -> attempt.obstacle = Rescue.Obstacle.NONE_FOUND;
            case Reason.AllowedByRule ignored -> attempt.obstacle = Rescue.Obstacle.NONE_FOUND;
            case Reason.Granted ignored -> attempt.obstacle = Rescue.Obstacle.NONE_FOUND;
            case Reason.Exempted ignored -> attempt.obstacle = Rescue.Obstacle.NONE_FOUND;
            case Reason.NoRestriction ignored -> attempt.obstacle = Rescue.Obstacle.NONE_FOUND;
        }
    }

    private static void except(Attempt attempt, RuleId rule) {
        Placement exception = new Placement.InExceptions(rule);
        if (attempt.exceptions.contains(exception)) {
            attempt.obstacle = Rescue.Obstacle.NONE_FOUND;
            return;
        }
        attempt.exceptions.add(exception);
    }

    private void admit(Attempt attempt) {
        if (attempt.admitting == null) {
            List<Placement> places = admitters.of(attempt.facts, attempt.traffic.network());
            if (places.isEmpty()) {
                attempt.obstacle =
                        attempt.traffic.channel().equals(Channel.AMBIGUOUS)
                                ? Rescue.Obstacle.PATH_AMBIGUOUS
                                : Rescue.Obstacle.NONE_FOUND;
                return;
            }
            attempt.admitting = places;
            return;
        }
        if (attempt.admittingAt + 1 == attempt.admitting.size()) {
            attempt.obstacle = Rescue.Obstacle.NONE_FOUND;
            return;
        }
        attempt.admittingAt++;
    }

    /* A verdict that still denies some of the traffic, or null. */
    private @Nullable Verdict denial(Attempt attempt, TenantSnapshot snapshot) {
        IpPrefix network = attempt.traffic.network();
        if (attempt.traffic.isOneAddress()) {
            Verdict verdict = attempt.facts.judge(snapshot, network.first(), epochMillis);
            return verdict.evaluated() == Effect.DENY ? verdict : null;
        }
        Reason denied = attempt.traffic.verdict().reason();
        for (IpRange piece : segments.of(network)) {
            if (!attempt.facts.judge(before, piece.first(), epochMillis).reason().equals(denied)) {
                continue;
            }
            Verdict verdict = attempt.facts.judge(snapshot, piece.first(), epochMillis);
            if (verdict.evaluated() == Effect.DENY) {
                return verdict;
            }
        }
        return null;
    }

    private Rescue rescue(Attempt attempt, TenantSnapshot after) {
        if (attempt.obstacle != null) {
            return new Rescue.Impossible(attempt.obstacle);
        }
        List<Placement> placements = attempt.placements();
        // What is admitted as it is needs no entry: a folded network of which no piece is denied
        // for this reason alone.
        if (placements.isEmpty()) {
            return new Rescue.Impossible(Rescue.Obstacle.NONE_FOUND);
        }
        IpPrefix network = attempt.traffic.network();
        // An admitted address was denied before: it opens itself.
        Opening opening =
                attempt.traffic.isOneAddress()
                        ? ITSELF
                        : segments.count(network, address -> opens(attempt.facts, after, address));
        return new Rescue.ByEntry(network, placements, opening);
    }

    private boolean opens(Facts facts, TenantSnapshot after, IpAddress address) {
        return !facts.isAllowed(before, address, epochMillis)
                && facts.isAllowed(after, address, epochMillis);
    }
}
