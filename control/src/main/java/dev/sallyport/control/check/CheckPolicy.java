package dev.sallyport.control.check;

import dev.sallyport.control.policy.Policies;
import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.policy.Surroundings;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.Fault;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.channel.ChannelTable;
import dev.sallyport.engine.decision.Decision;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.Explainer;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The use case that says what would be decided, by which rule and which entry. Safe for use by
 * several threads.
 */
public final class CheckPolicy {

    private final Transactions transactions;
    private final Supplier<Surroundings> surroundings;

    /**
     * Checks what is behind {@code transactions}.
     *
     * @param surroundings what is loaded at the moment
     */
    public CheckPolicy(Transactions transactions, Supplier<Surroundings> surroundings) {
        this.transactions = transactions;
        this.surroundings = surroundings;
    }

    /**
     * Returns the decision on a request that nobody made. A revision other than the active one is
     * asked as it would decide today, under the sequence it was published at.
     *
     * @param now the instant of a request that names none
     */
    public Outcome<Decision> check(TenantId tenant, CheckSubmission submission, Instant now) {
        return state(tenant, submission).map(found -> explained(found, submission, now));
    }

    /** Returns the state of a tenant that decides on a request that nobody made. */
    public Outcome<TenantState> state(TenantId tenant, CheckSubmission submission) {
        return transactions.read(repositories -> {
            Optional<StoredTenant> stored = repositories.tenants().findStored(tenant);
            return stored.isEmpty()
                    ? Tenants.unknown(tenant)
                    : state(repositories, stored.get(), submission);
        });
    }

    /** Returns the channels that are declared. */
    public ChannelTable channels() {
        return transactions.read(repositories -> new ChannelTable(repositories.channels().all()));
    }

    private Outcome<TenantState> state(
            Repositories repositories, StoredTenant stored, CheckSubmission submission) {
        ChannelTable channels = new ChannelTable(repositories.channels().all());
        if (submission.channel() instanceof Channel.Named(ChannelId id) && !channels.knows(id)) {
            return Outcome.refused(
                    new Fault(
                            ProblemCode.CHANNEL_UNKNOWN,
                            "/channel",
                            "channel `" + id + "` is not declared",
                            "use `other`, `ambiguous` or a declared channel"));
        }
        DeploymentSwitch deployment =
                repositories.deployment().deploymentSwitch().orElse(DeploymentSwitch.ENFORCE);
        long number = Objects.requireNonNullElse(submission.revision(), stored.revision().number());
        return Policies.revision(repositories, stored, number)
                .map(revision -> state(repositories, stored, revision, deployment));
    }

    private TenantState state(
            Repositories repositories,
            StoredTenant stored,
            PolicyRevision revision,
            DeploymentSwitch deployment) {
        if (revision.number() == stored.revision().number()) {
            return surroundings.get().stateOf(stored, deployment);
        }
        Map<ListName, NetworkList> lists =
                repositories.lists().named(revision.policy().listNames(), stored.tenant().id());
        return surroundings
                .get()
                .stateOf(stored, revision.sequence(), revision, null, lists, deployment);
    }

    private static Decision explained(TenantState state, CheckSubmission submission, Instant now) {
        long at = Objects.requireNonNullElse(submission.at(), now).toEpochMilli();
        Request request =
                new Request(submission.address(), at, submission.channel(), submission.principal());
        return Explainer.explain(TenantSnapshot.compile(state, at), request);
    }
}
