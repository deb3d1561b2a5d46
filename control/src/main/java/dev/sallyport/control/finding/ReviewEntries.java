package dev.sallyport.control.finding;

import dev.sallyport.control.policy.Draft;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.control.whatif.SharedLists;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.Map;

/**
 * The use cases that look policies and lists over. Nothing is changed by them. Safe for use by
 * several threads.
 */
public final class ReviewEntries {

    private final Transactions transactions;
    private final Breadth breadth;

    /**
     * Looks at what is behind {@code transactions}.
     *
     * @param breadth from when on a rule is too broad
     */
    public ReviewEntries(Transactions transactions, Breadth breadth) {
        this.transactions = transactions;
        this.breadth = breadth;
    }

    /** Returns the active revision of a tenant, looked over. */
    public Outcome<Review> ofPolicy(TenantId tenant, Instant now) {
        return transactions.read(repositories -> {
            StoredTenant stored = repositories.tenants().findStored(tenant).orElse(null);
            return stored == null
                    ? Tenants.unknown(tenant)
                    : Outcome.done(
                            review(
                                    repositories,
                                    tenant,
                                    stored.revision().policy(),
                                    stored.revision().entityTag(),
                                    now));
        });
    }

    /** Returns the draft of a tenant, looked over. */
    public Outcome<Review> ofDraft(TenantId tenant, Instant now) {
        return transactions.read(repositories -> {
            if (repositories.tenants().find(tenant).isEmpty()) {
                return Tenants.unknown(tenant);
            }
            Draft draft = repositories.drafts().find(tenant).orElse(null);
            return draft == null
                    ? Outcome.refused(ProblemCode.POLICY_DRAFT_UNKNOWN, "the tenant has no draft")
                    : Outcome.done(
                            review(repositories, tenant, draft.policy(), draft.entityTag(), now));
        });
    }

    private Review review(
            Repositories repositories, TenantId tenant, Policy policy, String tag, Instant now) {
        Map<ListName, NetworkList> lists = repositories.lists().named(policy.listNames(), tenant);
        FindingTerms terms = terms(repositories, now);
        return new Review(
                tag,
                PolicyFindings.of(policy, lists, terms),
                PolicyFindings.aggregated(policy, lists, terms));
    }

    private FindingTerms terms(Repositories repositories, Instant now) {
        return new FindingTerms(now, breadth, SharedLists.of(repositories, now));
    }

    /** Returns what is odd about a policy that a tenant has, or is about to have. */
    public Findings of(TenantId tenant, Policy policy, Instant now) {
        return transactions.read(repositories ->
                PolicyFindings.of(
                        policy,
                        repositories.lists().named(policy.listNames(), tenant),
                        terms(repositories, now)));
    }

    /** Returns what is odd about one entry of a policy that a tenant has. */
    public Findings ofEntry(TenantId tenant, Policy policy, EntryId entry, Instant now) {
        return transactions.read(repositories ->
                PolicyFindings.ofEntry(
                        policy,
                        repositories.lists().named(policy.listNames(), tenant),
                        terms(repositories, now),
                        entry));
    }

    /** Returns what is odd about the entries of a list. */
    public Findings of(NetworkList list, Instant now) {
        return PolicyFindings.of(list, new FindingTerms(now, breadth, Map.of()));
    }
}
