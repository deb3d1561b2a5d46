package dev.sallyport.control.list;

import dev.sallyport.control.audit.AuditAction;
import dev.sallyport.control.audit.AuditEvent;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.confirm.Bases;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.StoredList;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.FaultList;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.tenant.Page;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reading and removing lists. Safe for use by several threads. */
public final class Lists {

    /** The most items on one page. */
    public static final int MAX_PAGE_SIZE = 1000;

    private static final int USERS_NAMED = 20;

    private final Transactions transactions;

    /** Keeps lists behind {@code transactions}. */
    public Lists(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Returns the list with the given id. */
    public Outcome<StoredList> get(ListId id) {
        return transactions.read(repositories ->
                inTenant(
                        repositories,
                        id.tenant(),
                        () ->
                                repositories
                                        .lists()
                                        .find(id)
                                        .<Outcome<StoredList>>map(Outcome::done)
                                        .orElseGet(() -> unknown(id))));
    }

    /**
     * Returns lists in the order of their names.
     *
     * @param tenant whose lists, or null for the operator's
     * @param viewer the only tenant that counts as a user of the operator's lists, or null if all
     *     do
     * @param after the cursor of an earlier page, or null for the first
     * @param size how many at most, 1 to {@link #MAX_PAGE_SIZE}; a larger number is read as that
     */
    public Outcome<Page<ListSummary>> page(
            @Nullable TenantId tenant,
            @Nullable TenantId viewer,
            @Nullable String after,
            int size) {
        if (after != null && !ListName.isValid(after)) {
            return badCursor();
        }
        ListName from = after == null ? null : new ListName(after);
        return transactions.read(repositories ->
                inTenant(
                        repositories,
                        tenant,
                        () ->
                                paged(
                                        size,
                                        limit ->
                                                repositories
                                                        .lists()
                                                        .page(tenant, from, limit)
                                                        .stream()
                                                        .map(each ->
                                                                seen(repositories, each, viewer))
                                                        .toList(),
                                        summary -> summary.id().name().value())));
    }

    private static ListSummary seen(
            Repositories repositories, ListSummary summary, @Nullable TenantId viewer) {
        return viewer == null || summary.id().tenant() != null
                ? summary
                : new ListSummary(
                        summary.id(),
                        summary.version(),
                        summary.description(),
                        summary.entryCount(),
                        summary.createdAt(),
                        summary.updatedAt(),
                        user(repositories, summary.id(), viewer).isPresent() ? 1 : 0);
    }

    /**
     * Returns the tenants whose active policies name a list, in the order of their ids.
     *
     * @param viewer the only tenant that counts as a user, or null if all do
     * @param after the cursor of an earlier page, or null for the first
     * @param size how many at most, 1 to {@link #MAX_PAGE_SIZE}; a larger number is read as that
     */
    public Outcome<Page<ListUse>> usedBy(
            ListId id, @Nullable TenantId viewer, @Nullable String after, int size) {
        if (after != null && !TenantId.isValid(after)) {
            return badCursor();
        }
        TenantId from = after == null ? null : new TenantId(after);
        return transactions.read(repositories ->
                inTenant(
                        repositories,
                        id.tenant(),
                        () -> {
                            if (repositories.lists().version(id) == 0) {
                                return unknown(id);
                            }
                            return paged(
                                    size,
                                    limit ->
                                            users(repositories, id, viewer, from, limit).stream()
                                                    .map(user -> ListUse.of(repositories, id, user))
                                                    .toList(),
                                    use -> use.tenant().value());
                        }));
    }

    private static List<ListUser> users(
            Repositories repositories,
            ListId id,
            @Nullable TenantId viewer,
            @Nullable TenantId after,
            int limit) {
        if (viewer == null) {
            return repositories.lists().users(id, after, limit);
        }
        return user(repositories, id, viewer)
                .filter(user -> after == null || user.tenant().compareTo(after) > 0)
                .map(List::of)
                .orElse(List.of());
    }

    private static Optional<ListUser> user(Repositories repositories, ListId id, TenantId tenant) {
        return repositories.lists().user(id, tenant);
    }

    /**
     * Removes a list. Refused if it is unknown, not what the precondition demands, or named by the
     * active policy of a tenant; so nobody's decisions change.
     */
    public Outcome<ListId> delete(ListId id, ListPrecondition precondition, Origin origin) {
        return transactions.write(repositories ->
                inTenant(
                        repositories,
                        id.tenant(),
                        () -> deleted(repositories, id, precondition, origin)));
    }

    private static Outcome<ListId> deleted(
            Repositories repositories, ListId id, ListPrecondition precondition, Origin origin) {
        StoredList found = repositories.lists().find(id).orElse(null);
        if (found == null) {
            return unknown(id);
        }
        Optional<Problem> unmet = precondition.againstRemoving(found);
        if (unmet.isPresent()) {
            return Outcome.refused(unmet.get());
        }
        FaultList inUse = inUse(repositories, id);
        if (!inUse.isEmpty()) {
            return Outcome.refused(
                    inUse.toProblem(
                            ProblemCode.LIST_IN_USE,
                            "list `" + id + "` is named by an active policy"));
        }
        repositories.lists().delete(id, origin.at());
        repositories
                .audit()
                .append(
                        AuditEvent.of(AuditAction.LIST_DELETED, origin, id.tenant())
                                .target(id.name().value())
                                .altering(ListAlterations.between(found, null)));
        return Outcome.done(id);
    }

    private static FaultList inUse(Repositories repositories, ListId id) {
        FaultList faults = new FaultList();
        for (ListUser user : repositories.lists().users(id, null, USERS_NAMED)) {
            ListUse use = ListUse.of(repositories, id, user);
            String who = id.tenant() == null ? "tenant `" + use.tenant() + "`: " : "";
            if (use.rules().isEmpty()) {
                add(faults, who + "its policy names it");
            }
            for (RuleUse rule : use.rules()) {
                add(
                        faults,
                        who
                                + "rule `"
                                + rule.rule()
                                + "` names it in "
                                + (!rule.inExcept()
                                        ? "`sources`"
                                        : rule.inSources()
                                                ? "`sources` and `except`"
                                                : "`except`"));
            }
        }
        for (TenantId tenant : Bases.naming(repositories, id).keySet()) {
            add(
                    faults,
                    (id.tenant() == null ? "tenant `" + tenant + "`: " : "")
                            + "the policy that comes back unless the active one is confirmed names it");
        }
        return faults;
    }

    private static void add(FaultList faults, String detail) {
        faults.add(ProblemCode.LIST_IN_USE, "", detail, "take it out of the rule first");
    }

    private static <T> Outcome<Page<T>> paged(
            int size, Function<Integer, List<T>> items, Function<T, String> cursor) {
        if (size < 1) {
            return Outcome.refused(
                    ProblemCode.REQUEST_BAD_PARAMETER, "page size `" + size + "` is below 1");
        }
        int limit = Math.min(size, MAX_PAGE_SIZE);
        List<T> found = items.apply(limit + 1);
        if (found.size() <= limit) {
            return Outcome.done(new Page<>(found, null));
        }
        List<T> shown = found.subList(0, limit);
        return Outcome.done(new Page<>(shown, cursor.apply(shown.getLast())));
    }

    private static <T> Outcome<T> badCursor() {
        return Outcome.refused(
                ProblemCode.REQUEST_BAD_PARAMETER, "the cursor is none that was answered");
    }

    private static <T> Outcome<T> inTenant(
            Repositories repositories, @Nullable TenantId tenant, Supplier<Outcome<T>> work) {
        return tenant != null && repositories.tenants().find(tenant).isEmpty()
                ? Tenants.unknown(tenant)
                : work.get();
    }

    static <T> Outcome<T> unknown(ListId id) {
        return Outcome.refused(ProblemCode.LIST_UNKNOWN, "there is no list `" + id + "`");
    }
}
