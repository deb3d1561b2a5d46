package dev.sallyport.control.confirm;

import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.caller.Caller;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.history.Standing;
import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.policy.Precondition;
import dev.sallyport.control.port.Change;
import dev.sallyport.control.port.ChangeListener;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.FaultList;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.client.UndeterminedCause;
import dev.sallyport.engine.policy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The use cases of revisions that wait for a confirmation, but for publishing them. Whoever runs it
 * calls {@link #tick} before anything is decided and every second from then on, and has it told of
 * every committed change. Safe for use by several threads.
 */
public final class ConfirmedCommit implements ChangeListener {

    /*
     *    publish (confirmWithin)             confirm: in time, enforced everywhere, seen
     *  ───────────────────────► provisional ─────────────────────────────────────────────► confirmed
     *                                │
     *                                └── revert by hand, or its time is over ──► a new revision with the policy of its base
     *
     * The state is the row in the store. It is removed in the same transaction that confirms or reverts, so neither can
     * happen twice and what is gone does not come back. Only how much time is left is kept here as well: the row says how
     * much it was when it was written last, which is often enough for a program that dies to forget next to nothing.
     */

    private static final Duration NOTED_EVERY = Duration.ofSeconds(5);

    private record Counted(TenantId tenant, long revision) {
        static Counted of(Provisional provisional) {
            return new Counted(provisional.tenant(), provisional.revision());
        }
    }

    private final Transactions transactions;
    private final DecisionNodes nodes;
    private final Lookout lookout;
    private final boolean knowsPrincipals;

    private final Map<Counted, Countdown> countdowns = new HashMap<>();
    private @Nullable Moment lastTick;
    private @Nullable Moment lastNoted;

    /**
     * Keeps what waits behind {@code transactions}.
     *
     * @param nodes the nodes that have to enforce a revision
     * @param lookout watches them for requests of those who published
     * @param knowsPrincipals whether the nodes are told who asks
     */
    public ConfirmedCommit(
            Transactions transactions,
            DecisionNodes nodes,
            Lookout lookout,
            boolean knowsPrincipals) {
        this.transactions = transactions;
        this.nodes = nodes;
        this.lookout = lookout;
        this.knowsPrincipals = knowsPrincipals;
    }

    /** Returns how things stand with the provisional revision of a tenant. */
    public Outcome<ConfirmationStatus> status(TenantId tenant, Moment now) {
        return transactions.read(repositories ->
                waiting(repositories, tenant, new Precondition.Absent())
                        .map(stored -> status(repositories, stored, now)));
    }

    private ConfirmationStatus status(Repositories repositories, StoredTenant stored, Moment now) {
        Provisional provisional =
                repositories.provisionals().find(stored.tenant().id()).orElseThrow();
        Duration left = countdown(provisional, now).left();
        List<NodeState> connected = nodes.connected(provisional.tenant());
        Awaited awaited = provisional.witness().awaited(knowsPrincipals);
        Instant seenAt = seenAt(provisional);
        return new ConfirmationStatus(
                provisional,
                stored.revision().entityTag(),
                left,
                now.at().plus(left),
                connected,
                awaited,
                seenAt,
                missing(provisional, left, connected, awaited, seenAt));
    }

    private static List<Missing> missing(
            Provisional provisional,
            Duration left,
            List<NodeState> connected,
            Awaited awaited,
            @Nullable Instant seenAt) {
        List<Missing> missing = new ArrayList<>();
        if (left.isZero()) {
            missing.add(new Missing.Time());
        }
        if (connected.isEmpty()) {
            missing.add(new Missing.Node());
        }
        connected.stream()
                .filter(node -> !node.enforces(provisional))
                .map(Missing.Enforcement::new)
                .forEach(missing::add);
        if (seenAt == null && !(awaited instanceof Awaited.Nothing)) {
            missing.add(new Missing.Sighting(awaited));
        }
        return missing;
    }

    private @Nullable Instant seenAt(Provisional provisional) {
        return provisional.seenAt() != null
                ? provisional.seenAt()
                : lookout.seen(provisional.tenant(), provisional.revision()).orElse(null);
    }

    /**
     * Makes the provisional revision of a tenant stand. Refused, with everything that is missing,
     * if its time is over, a connected node does not enforce it, or no request of the publisher was
     * allowed under it.
     *
     * @param precondition what the caller knows of the revision; may be absent
     */
    public Outcome<PolicyRevision> confirm(
            TenantId tenant, Precondition precondition, Origin origin, Moment now) {
        return transactions.write(repositories ->
                waiting(repositories, tenant, precondition)
                        .flatMap(stored -> confirmed(repositories, stored, origin, now)));
    }

    private Outcome<PolicyRevision> confirmed(
            Repositories repositories, StoredTenant stored, Origin origin, Moment now) {
        ConfirmationStatus status = status(repositories, stored, now);
        if (!status.isConfirmable()) {
            return Outcome.refused(notConfirmable(status));
        }
        TenantId tenant = stored.tenant().id();
        long number = stored.revision().number();
        repositories.provisionals().remove(tenant);
        repositories.revisions().standing(tenant, number, Standing.CONFIRMED);
        repositories
                .audit()
                .append(
                        AuditEvent.of(AuditAction.POLICY_CONFIRMED, origin, tenant)
                                .target(Long.toString(number)));
        return Outcome.done(stored.revision());
    }

    private static Problem notConfirmable(ConfirmationStatus status) {
        FaultList faults = new FaultList();
        status.missing()
                .forEach(each ->
                        faults.add(
                                ProblemCode.POLICY_NOT_CONFIRMABLE, "", each.words(), each.hint()));
        return faults.toProblem(
                ProblemCode.POLICY_NOT_CONFIRMABLE,
                "revision "
                        + status.provisional().revision()
                        + " cannot be confirmed: "
                        + status.missing().stream()
                                .map(Missing::words)
                                .collect(Collectors.joining("; ")));
    }

    /**
     * Takes the provisional revision of a tenant back at once: the policy of its base becomes the
     * next revision. No guard stands in the way.
     *
     * @param precondition what the caller knows of the revision; may be absent
     */
    public Outcome<PolicyRevision> revert(
            TenantId tenant, Precondition precondition, Origin origin) {
        return keepingIfPossible(keeping ->
                transactions.<Outcome<PolicyRevision>>write(repositories ->
                        waiting(repositories, tenant, precondition)
                                .map(stored -> {
                                    Provisional provisional =
                                            repositories.provisionals().find(tenant).orElseThrow();
                                    return Reversion.apply(
                                            repositories,
                                            stored,
                                            provisional,
                                            keeping && provisional.keepDenies(),
                                            origin);
                                })));
    }

    /* Going back comes before keeping what was denied: what cannot be stored with it is stored without. */
    private static <T> T keepingIfPossible(Function<Boolean, T> goingBack) {
        try {
            return goingBack.apply(true);
        } catch (StorageException unable) {
            return goingBack.apply(false);
        }
    }

    private static Outcome<StoredTenant> waiting(
            Repositories repositories, TenantId tenant, Precondition precondition) {
        StoredTenant stored = repositories.tenants().findStored(tenant).orElse(null);
        if (stored == null) {
            return Tenants.unknown(tenant);
        }
        Provisional provisional = repositories.provisionals().find(tenant).orElse(null);
        if (provisional == null || provisional.revision() != stored.revision().number()) {
            return Outcome.refused(
                    ProblemCode.POLICY_CONFIRMATION_UNKNOWN,
                    "no revision waits for a confirmation; the policy is at revision "
                            + stored.revision().number());
        }
        boolean isMet =
                switch (precondition) {
                    case Precondition.Absent ignored -> true;
                    case Precondition.Any ignored -> true;
                    case Precondition.OneOf tags ->
                            tags.tags().contains(stored.revision().entityTag());
                };
        return isMet
                ? Outcome.done(stored)
                : Outcome.refused(
                        ProblemCode.POLICY_STALE,
                        "revision "
                                + stored.revision().number()
                                + " waits for a confirmation, not the one named in `If-Match`");
    }

    /** Lets what is due go back, and notes how much time the others have left. */
    public TickReport tick(Moment now) {
        List<Provisional> all =
                transactions.read(repositories -> repositories.provisionals().all());
        Map<Counted, Countdown> counted = count(all, now);
        List<TickReport.Reverted> reverted = new ArrayList<>();
        List<TenantId> failed = new ArrayList<>();
        for (Provisional provisional : all) {
            Countdown countdown = counted.get(Counted.of(provisional));
            if (countdown == null || !countdown.isOver()) {
                continue;
            }
            try {
                keepingIfPossible(keeping -> goBack(provisional, keeping, now))
                        .ifPresent(reverted::add);
            } catch (StorageException unable) {
                failed.add(provisional.tenant());
            }
        }
        note(all, counted, now);
        watch();
        return new TickReport(all.size() - reverted.size(), reverted, failed);
    }

    /* Those that are new here are counted from now on; those that are gone are forgotten. */
    private synchronized Map<Counted, Countdown> count(List<Provisional> all, Moment now) {
        Set<Counted> present = all.stream().map(Counted::of).collect(Collectors.toSet());
        countdowns.keySet().retainAll(present);
        for (Provisional provisional : all) {
            Countdown _ =
                    countdowns.compute(
                            Counted.of(provisional),
                            (key, known) ->
                                    known == null ? first(provisional, now) : known.at(now));
        }
        lastTick = now;
        return Map.copyOf(countdowns);
    }

    private synchronized Countdown countdown(Provisional provisional, Moment now) {
        Countdown known = countdowns.get(Counted.of(provisional));
        return known == null ? first(provisional, now) : known.at(now);
    }

    /* What came since the last look did not wait longer than that. */
    private Countdown first(Provisional provisional, Moment now) {
        return lastTick == null
                ? Countdown.resumed(provisional, now)
                : Countdown.begun(
                        provisional,
                        now,
                        Duration.ofNanos(Math.max(0, now.nanos() - lastTick.nanos())));
    }

    private Optional<TickReport.Reverted> goBack(Provisional due, boolean keeping, Moment now) {
        return transactions.write(repositories -> {
            Provisional provisional = repositories.provisionals().find(due.tenant()).orElse(null);
            StoredTenant stored = repositories.tenants().findStored(due.tenant()).orElse(null);
            if (provisional == null || stored == null || provisional.revision() != due.revision()) {
                return Optional.empty();
            }
            if (stored.revision().number() != provisional.revision()) {
                repositories.provisionals().remove(due.tenant());
                return Optional.empty();
            }
            Origin origin =
                    new Origin(
                            new Caller.Program(),
                            new ClientAddress.Undetermined(UndeterminedCause.PEER_UNKNOWN),
                            now.at(),
                            "revision "
                                    + provisional.revision()
                                    + " was not confirmed within "
                                    + provisional.allowed());
            PolicyRevision made =
                    Reversion.apply(
                            repositories,
                            stored,
                            provisional,
                            keeping && provisional.keepDenies(),
                            origin);
            return Optional.of(
                    new TickReport.Reverted(
                            due.tenant(),
                            provisional.revision(),
                            provisional.base(),
                            made.number()));
        });
    }

    private void note(List<Provisional> all, Map<Counted, Countdown> counted, Moment now) {
        List<Provisional> newlySeen =
                all.stream().filter(each -> each.seenAt() == null && seenAt(each) != null).toList();
        if (all.isEmpty() || newlySeen.isEmpty() && !isNotingDue(now)) {
            return;
        }
        boolean _ =
                transactions.<Boolean>write(repositories -> {
                    for (Provisional each : all) {
                        Countdown countdown = counted.get(Counted.of(each));
                        boolean isThere =
                                repositories
                                        .provisionals()
                                        .find(each.tenant())
                                        .filter(row -> row.revision() == each.revision())
                                        .isPresent();
                        if (isThere && countdown != null) {
                            Provisional noted = each.counted(countdown.left(), now.at());
                            Instant seenAt = seenAt(each);
                            repositories
                                    .provisionals()
                                    .put(seenAt == null ? noted : noted.seen(seenAt));
                        }
                    }
                    return true;
                });
        noted(now);
    }

    private synchronized boolean isNotingDue(Moment now) {
        return lastNoted == null || now.nanos() - lastNoted.nanos() >= NOTED_EVERY.toNanos();
    }

    private synchronized void noted(Moment now) {
        lastNoted = now;
    }

    /** Watches for the requests of those who publish from the moment it is committed. */
    @Override
    public void committed(Change change) {
        switch (change) {
            case Change.TenantChanged ignored -> watch();
            case Change.TenantDeleted ignored -> watch();
            case Change.ListChanged ignored -> {}
            case Change.ChannelsReplaced ignored -> {}
            case Change.DeploymentSwitched ignored -> {}
            case Change.FeedReplaced ignored -> {}
            case Change.GeoReplaced ignored -> {}
            case Change.EgressChanged ignored -> {}
        }
    }

    private void watch() {
        List<Provisional> all =
                transactions.read(repositories -> repositories.provisionals().all());
        lookout.watch(
                all.stream()
                        .filter(each -> each.seenAt() == null)
                        .map(each ->
                                new Expectation(
                                        each.tenant(),
                                        each.revision(),
                                        each.witness().awaited(knowsPrincipals)))
                        .toList());
    }
}
