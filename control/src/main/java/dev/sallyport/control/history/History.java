package dev.sallyport.control.history;

import dev.sallyport.control.policy.Policies;
import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.control.tenant.Page;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.engine.policy.TenantId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reading what revisions a tenant's policy had. Safe for use by several threads. */
public final class History {

    /** The most revisions on one page. */
    public static final int MAX_PAGE_SIZE = 200;

    private final Transactions transactions;

    /** Reads what is behind {@code transactions}. */
    public History(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Returns revisions, the newest first, down to revision 0.
     *
     * @param before the cursor of an earlier page, or null for the newest
     * @param size how many at most, 1 to {@link #MAX_PAGE_SIZE}; a larger number is read as that
     */
    public Outcome<Page<RevisionSummary>> page(TenantId tenant, @Nullable String before, int size) {
        if (size < 1) {
            return Outcome.refused(
                    ProblemCode.REQUEST_BAD_PARAMETER, "page size `" + size + "` is below 1");
        }
        if (before != null && !before.matches("[0-9]{1,18}")) {
            return Outcome.refused(
                    ProblemCode.REQUEST_BAD_PARAMETER,
                    "the cursor " + Quoted.text(before) + " is none that was answered");
        }
        int limit = Math.min(size, MAX_PAGE_SIZE);
        long from = before == null ? Long.MAX_VALUE : Long.parseLong(before);
        return transactions.read(repositories ->
                repositories
                        .tenants()
                        .find(tenant)
                        .map(found -> {
                            List<RevisionSummary> all =
                                    new ArrayList<>(
                                            repositories
                                                    .revisions()
                                                    .before(tenant, from, limit + 1));
                            if (all.size() <= limit && from > 0) {
                                all.add(
                                        RevisionSummary.of(
                                                PolicyRevision.initial(found.createdAt()),
                                                RevisionNote.PUBLISHED));
                            }
                            return Outcome.done(paged(all, limit));
                        })
                        .orElseGet(() -> Tenants.unknown(tenant)));
    }

    /**
     * Returns revisions as a tenant's own callers may see them: which client of the operator
     * published, and from where, is the operator's business.
     */
    public Outcome<Page<RevisionSummary>> pageForTenant(
            TenantId tenant, @Nullable String before, int size) {
        return page(tenant, before, size)
                .map(page ->
                        new Page<>(
                                page.items().stream()
                                        .map(RevisionSummary::withoutOperator)
                                        .toList(),
                                page.next()));
    }

    private static Page<RevisionSummary> paged(List<RevisionSummary> found, int limit) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        List<RevisionSummary> shown = found.subList(0, limit);
        return new Page<>(shown, Long.toString(shown.getLast().number()));
    }

    /**
     * Returns how a revision differs from another.
     *
     * @param against the other, or null for the one before
     */
    public Outcome<RevisionDifference> difference(
            TenantId tenant, long number, @Nullable Long against) {
        return transactions.read(repositories ->
                repositories
                        .tenants()
                        .findStored(tenant)
                        .map(stored -> difference(repositories, stored, number, against))
                        .orElseGet(() -> Tenants.unknown(tenant)));
    }

    private static Outcome<RevisionDifference> difference(
            Repositories repositories, StoredTenant stored, long number, @Nullable Long against) {
        long other = against == null ? Math.max(0, number - 1) : against;
        return Policies.revision(repositories, stored, other)
                .flatMap(before ->
                        Policies.revision(repositories, stored, number)
                                .map(after ->
                                        new RevisionDifference(
                                                other,
                                                number,
                                                PolicyDifference.between(
                                                        before.policy(), after.policy()))));
    }
}
