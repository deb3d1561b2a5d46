package dev.sallyport.control.list;

import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.confirm.Bases;
import dev.sallyport.control.guard.ChangeJudgement;
import dev.sallyport.control.guard.Impact;
import dev.sallyport.control.guard.ListDifference;
import dev.sallyport.control.guard.Overrides;
import dev.sallyport.control.guard.RefusedLockOuts;
import dev.sallyport.control.guard.WitnessSource;
import dev.sallyport.control.guard.Witnesses;
import dev.sallyport.control.policy.EntryIdAssignment;
import dev.sallyport.control.policy.EntryIds;
import dev.sallyport.control.policy.Surroundings;
import dev.sallyport.control.port.Change;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.StoredList;
import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.port.UnreadableStateException;
import dev.sallyport.control.problem.Fault;
import dev.sallyport.control.problem.FaultList;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The use case that makes or replaces a list. Either the whole list is durably stored, with its
 * audit record and the advanced sequences of all tenants whose active policies name it, or nothing
 * was changed. A list that is sent as it is stays untouched. Safe for use by several threads.
 */
public final class PutList {

    /*
     * As with policies, judging happens on a state that was read, and the write only looks whether that is still the state: the
     * list by its version, the users by their revisions. Users may publish all the time, so after some attempts everything
     * happens inside the write, where nothing changes.
     */

    private static final int ATTEMPTS = 3;
    private static final int PAGE = 500;
    private static final int MOST_OBSERVED = 20;
    private static final int MOST_CONCERNED = 500;

    /**
     * What is there now.
     *
     * @param list the list
     * @param made whether there was none before
     * @param impact whom that hits, of all tenants whose active policies name it
     */
    public record Result(StoredList list, boolean made, Impact impact) {}

    /**
     * What would be there.
     *
     * @param list the list
     * @param impact whom that would hit
     */
    public record Judged(NetworkList list, Impact impact) {}

    private record Wanted(
            ListId id,
            ListSubmission submission,
            ListPrecondition precondition,
            Overrides overrides,
            Origin origin) {}

    /* What was judged, and what may be stored if it is still so; a list that is the one that is there is not. */
    private record Prepared(
            @Nullable StoredList before,
            NetworkList list,
            long usersJudged,
            Set<ProblemCode> overridden,
            Impact impact) {

        long version() {
            return before == null ? 0 : before.version();
        }

        Outcome<Result> unchanged() {
            return Outcome.done(new Result(Objects.requireNonNull(before), false, Impact.NONE));
        }
    }

    /* No user was judged, because there was nothing to judge; whoever comes along is not either. */
    private static final long NOBODY = -1;

    private final Transactions transactions;
    private final ListLimits limits;
    private final EntryIds entryIds;
    private final Supplier<Surroundings> surroundings;
    private final WitnessSource witnesses;
    private final RefusedLockOuts refused;

    /** Puts lists as the other constructor says, knowing nobody but the caller. */
    public PutList(
            Transactions transactions,
            ListLimits limits,
            EntryIds entryIds,
            Supplier<Surroundings> surroundings) {
        this(transactions, limits, entryIds, surroundings, WitnessSource.NOBODY);
    }

    /**
     * Puts lists behind {@code transactions}.
     *
     * @param limits how many lists there may be, and how large
     * @param entryIds makes the ids of new entries
     * @param surroundings what is loaded at the moment
     * @param witnesses knows whose access is looked at
     */
    public PutList(
            Transactions transactions,
            ListLimits limits,
            EntryIds entryIds,
            Supplier<Surroundings> surroundings,
            WitnessSource witnesses) {
        this.witnesses = witnesses;
        refused = new RefusedLockOuts(transactions);
        this.transactions = transactions;
        this.limits = limits;
        this.entryIds = entryIds;
        this.surroundings = surroundings;
    }

    /**
     * Makes or replaces a list.
     *
     * @param precondition what the caller knows of the list it replaces
     * @param overrides the codes of refusals to go ahead in spite of, which needs the scope for it
     *     and a reason; each text may hold several, separated by commas
     */
    public Outcome<Result> put(
            ListId id,
            ListSubmission submission,
            ListPrecondition precondition,
            List<String> overrides,
            Origin origin) {
        return switch (Overrides.parse(overrides, origin)) {
            case Outcome.Refused<Overrides>(Problem problem) -> Outcome.refused(problem);
            case Outcome.Done<Overrides>(Overrides allowed) -> {
                Outcome<Result> outcome =
                        put(new Wanted(id, submission, precondition, allowed, origin));
                refused.note(outcome, id.tenant(), "list:" + id.name(), origin);
                yield outcome;
            }
        };
    }

    /**
     * Judges a list as {@link #put} would and saves nothing. Returns the list as it would be; the
     * ids of entries that are new will be others when it is.
     */
    public Outcome<Judged> dryRun(
            ListId id,
            ListSubmission submission,
            ListPrecondition precondition,
            List<String> overrides,
            Origin origin) {
        return Overrides.parse(overrides, origin)
                .map(allowed -> new Wanted(id, submission, precondition, allowed, origin))
                .flatMap(
                        wanted -> transactions.<Outcome<Prepared>>read(all -> prepare(all, wanted)))
                .map(prepared -> new Judged(prepared.list(), prepared.impact()));
    }

    private Outcome<Result> put(Wanted wanted) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            switch (transactions.<Outcome<Prepared>>read(all -> prepare(all, wanted))) {
                case Outcome.Refused<Prepared>(Problem problem) -> {
                    return Outcome.refused(problem);
                }
                case Outcome.Done<Prepared>(Prepared prepared) -> {
                    Optional<Outcome<Result>> stored =
                            isUnchanged(wanted, prepared)
                                    ? Optional.of(prepared.unchanged())
                                    : transactions.write(all -> store(all, wanted, prepared));
                    if (stored.isPresent()) {
                        return stored.get();
                    }
                }
            }
        }
        return transactions.write(all ->
                switch (prepare(all, wanted)) {
                    case Outcome.Refused<Prepared>(Problem problem) -> Outcome.refused(problem);
                    case Outcome.Done<Prepared>(Prepared prepared) ->
                            isUnchanged(wanted, prepared)
                                    ? prepared.unchanged()
                                    : store(all, wanted, prepared).orElseThrow();
                });
    }

    private static boolean isUnchanged(Wanted wanted, Prepared prepared) {
        StoredList before = prepared.before();
        return before != null
                && before.list().equals(prepared.list())
                && before.description().equals(wanted.submission().description());
    }

    private Outcome<Prepared> prepare(Repositories repositories, Wanted wanted) {
        ListId id = wanted.id();
        TenantId tenant = id.tenant();
        if (tenant != null && repositories.tenants().find(tenant).isEmpty()) {
            return Tenants.unknown(tenant);
        }
        StoredList before = repositories.lists().find(id).orElse(null);
        Optional<Problem> unmet = wanted.precondition().againstReplacing(before);
        if (unmet.isPresent()) {
            return Outcome.refused(unmet.get());
        }
        Optional<Problem> excess = excess(repositories, wanted, before);
        if (excess.isPresent()) {
            return Outcome.refused(excess.get());
        }
        NetworkList list =
                new NetworkList(
                        id.name(),
                        EntryIdAssignment.ofList(
                                wanted.submission().entries(),
                                before == null ? List.of() : before.list().entries(),
                                entryIds));
        ChangeJudgement judgement =
                new ChangeJudgement(
                        wanted.overrides(), repositories.channels().all(), wanted.origin());
        ListDifference difference =
                new ListDifference(
                        before == null ? null : before.list(),
                        list,
                        surroundings.get().nat64Prefixes());
        long users = NOBODY;
        if (!difference.isEmpty() || judgement.isNeeded(list, surroundings.get().geoData())) {
            users = judgeUsers(repositories, id, list, difference, judgement);
            judgeBases(repositories, id, list, judgement);
        }
        FaultList standing = judgement.standing();
        if (!standing.isEmpty()) {
            Fault first = standing.kept().getFirst();
            return Outcome.refused(standing.toProblem(first.code(), first.detail()));
        }
        return Outcome.done(
                new Prepared(before, list, users, judgement.overridden(), judgement.impact()));
    }

    private Optional<Problem> excess(
            Repositories repositories, Wanted wanted, @Nullable StoredList before) {
        int entries = wanted.submission().entries().size();
        if (entries > limits.maxEntries()) {
            return Optional.of(
                    Problem.of(
                            ProblemCode.LIST_TOO_MANY_ENTRIES,
                            "the list has " + entries + " entries",
                            List.of(
                                    new Fault(
                                            ProblemCode.LIST_TOO_MANY_ENTRIES,
                                            "/entries",
                                            "the list has " + entries + " entries",
                                            "at most " + limits.maxEntries() + " are possible"))));
        }
        boolean full =
                before == null
                        && repositories.lists().count(wanted.id().tenant()) >= limits.maxLists();
        return full
                ? Optional.of(
                        Problem.of(
                                ProblemCode.LIST_TOO_MANY,
                                "there are " + limits.maxLists() + " lists already"))
                : Optional.empty();
    }

    /* Returns what the users are known by: whoever comes, goes or publishes makes it another number. */
    private long judgeUsers(
            Repositories repositories,
            ListId id,
            NetworkList list,
            ListDifference difference,
            ChangeJudgement judgement) {
        long known = 0;
        boolean isNeeded = judgement.isNeeded(list, surroundings.get().geoData());
        int judged = 0;
        int concerned = 0;
        List<ListUser> users = repositories.lists().users(id, null, PAGE);
        while (!users.isEmpty()) {
            for (ListUser user : users) {
                known = mixed(known, user);
                Witnesses seen = witnesses(repositories, user, judgement.at(), judged++);
                boolean isConcerned = difference.concerns(seen);
                if (isConcerned && ++concerned > MOST_CONCERNED) {
                    judgement.cut();
                    isConcerned = false;
                }
                if (isNeeded || isConcerned) {
                    judge(repositories, user, list, judgement, seen);
                }
            }
            users = repositories.lists().users(id, users.getLast().tenant(), PAGE);
        }
        return known;
    }

    private static long knownUsers(Repositories repositories, ListId id) {
        long known = 0;
        List<ListUser> users = repositories.lists().users(id, null, PAGE);
        while (!users.isEmpty()) {
            for (ListUser user : users) {
                known = mixed(known, user);
            }
            users = repositories.lists().users(id, users.getLast().tenant(), PAGE);
        }
        return known;
    }

    /* Steps of a 64-bit FNV-1a over ids and revisions; never NOBODY. */
    private static long mixed(long known, ListUser user) {
        long mixed = known;
        for (int i = 0; i < user.tenant().value().length(); i++) {
            mixed = (mixed ^ user.tenant().value().charAt(i)) * 0x100000001b3L;
        }
        return ((mixed ^ user.revision()) * 0x100000001b3L) & Long.MAX_VALUE;
    }

    private void judge(
            Repositories repositories,
            ListUser user,
            NetworkList list,
            ChangeJudgement judgement,
            Witnesses seen) {
        StoredTenant stored;
        try {
            stored = repositories.tenants().findStored(user.tenant()).orElseThrow();
        } catch (UnreadableStateException leftOut) {
            // Nobody knows what such a tenant's rules are; it is not decided by them either.
            return;
        }
        TenantState before = surroundings.get().judging(stored, stored.lists());
        judge(before, before.withList(list, stored.sequence() + 1), list, judgement, seen, "");
    }

    private static void judge(
            TenantState before,
            TenantState after,
            NetworkList list,
            ChangeJudgement judgement,
            Witnesses seen,
            String about) {
        String whose = list.name().isPlatform() ? "tenant `" + before.tenant() + "`: " : "";
        judgement.judge(before, after, "/entries", whose + about, seen);
    }

    /* A revision that waits for a confirmation may go back, and the policy before decides by the list again. */
    private void judgeBases(
            Repositories repositories, ListId id, NetworkList list, ChangeJudgement judgement) {
        Bases.naming(repositories, id)
                .forEach((tenant, base) -> {
                    StoredTenant stored = repositories.tenants().findStored(tenant).orElseThrow();
                    TenantState before =
                            surroundings
                                    .get()
                                    .judging(
                                            stored,
                                            repositories.lists().named(base.listNames(), tenant))
                                    .withPolicy(base);
                    judge(
                            before,
                            before.withList(list, stored.sequence() + 1),
                            list,
                            judgement,
                            witnesses.of(repositories, tenant, judgement.at()),
                            "if the revision that waits goes back, ");
                });
    }

    /* What the gate observed is read for the first tenants only: a list of the operator may have thousands of users. */
    private Witnesses witnesses(
            Repositories repositories, ListUser user, Instant now, int judgedBefore) {
        return judgedBefore < MOST_OBSERVED
                ? witnesses.of(repositories, user.tenant(), now)
                : witnesses.atHand(repositories, user.tenant(), now);
    }

    /* Returns what came of it; empty if it is not what was judged any more. */
    private Optional<Outcome<Result>> store(
            Repositories repositories, Wanted wanted, Prepared prepared) {
        ListId id = wanted.id();
        TenantId tenant = id.tenant();
        if (tenant != null && repositories.tenants().find(tenant).isEmpty()) {
            return Optional.of(Tenants.unknown(tenant));
        }
        long version = repositories.lists().version(id);
        if (version != prepared.version()
                || version == 0 && repositories.lists().count(tenant) >= limits.maxLists()
                || prepared.usersJudged() != NOBODY
                        && prepared.usersJudged() != knownUsers(repositories, id)) {
            return Optional.empty();
        }
        Origin origin = wanted.origin();
        StoredList stored =
                repositories
                        .lists()
                        .put(id, wanted.submission().description(), prepared.list(), origin.at());
        repositories.sequences().advanceUsers(id);
        AuditAction action = version == 0 ? AuditAction.LIST_CREATED : AuditAction.LIST_CHANGED;
        repositories
                .audit()
                .append(
                        AuditEvent.of(action, origin, tenant)
                                .target(id.name().value())
                                .overriding(
                                        prepared.overridden().stream()
                                                .map(ProblemCode::code)
                                                .toList())
                                .altering(ListAlterations.between(prepared.before(), stored)));
        repositories.changes().add(new Change.ListChanged(id));
        return Optional.of(Outcome.done(new Result(stored, version == 0, prepared.impact())));
    }
}
