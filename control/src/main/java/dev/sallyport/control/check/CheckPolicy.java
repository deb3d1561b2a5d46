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
import org.jspecify.annotations.Nullable;

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
     * asked as it would decide today, under the sequence it was published at; or as it would have
     * decided at an instant of the past, with the lists of that instant.
     *
     * @param now the instant of a request that names none
     */
    public Outcome<Checked> check(TenantId tenant, CheckSubmission submission, Instant now) {
        return state(tenant, submission, now)
                .map(found -> new Checked(explained(found.state(), submission, now), found.asOf()));
    }

    /**
     * Returns the state of a tenant that decides on a request that nobody made.
     *
     * @param now what is not before it is not of the past
     */
    public Outcome<AskedState> state(TenantId tenant, CheckSubmission submission, Instant now) {
        return transactions.read(repositories -> {
            Optional<StoredTenant> stored = repositories.tenants().findStored(tenant);
            return stored.isEmpty()
                    ? Tenants.unknown(tenant)
                    : state(repositories, stored.get(), submission, submission.judgedAsOf(now));
        });
    }

    /** Returns the channels that are declared. */
    public ChannelTable channels() {
        return transactions.read(repositories -> new ChannelTable(repositories.channels().all()));
    }

    private Outcome<AskedState> state(
            Repositories repositories,
            StoredTenant stored,
            CheckSubmission submission,
            @Nullable Instant then) {
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
        long usual =
                then == null
                        ? stored.revision().number()
                        : repositories.revisions().numberAt(stored.tenant().id(), then).orElse(0L);
        long number = Objects.requireNonNullElse(submission.revision(), usual);
        return Policies.revision(repositories, stored, number)
                .map(revision ->
                        then == null
                                ? today(repositories, stored, revision, deployment)
                                : past(repositories, stored, revision, deployment, then));
    }

    private AskedState past(
            Repositories repositories,
            StoredTenant stored,
            PolicyRevision revision,
            DeploymentSwitch deployment,
            Instant then) {
        Past past =
                Past.of(repositories, revision.policy().listNames(), stored.tenant().id(), then);
        TenantState state =
                surroundings
                        .get()
                        .stateOf(
                                stored,
                                revision.sequence(),
                                revision,
                                null,
                                past.lists(),
                                deployment);
        return new AskedState(state, past.asOf(repositories, state.geoData().edition()));
    }

    private AskedState today(
            Repositories repositories,
            StoredTenant stored,
            PolicyRevision revision,
            DeploymentSwitch deployment) {
        if (revision.number() == stored.revision().number()) {
            return new AskedState(surroundings.get().stateOf(stored, deployment), null);
        }
        Map<ListName, NetworkList> lists =
                repositories.lists().named(revision.policy().listNames(), stored.tenant().id());
        return new AskedState(
                surroundings
                        .get()
                        .stateOf(stored, revision.sequence(), revision, null, lists, deployment),
                null);
    }

    private static Decision explained(TenantState state, CheckSubmission submission, Instant now) {
        long at = Objects.requireNonNullElse(submission.at(), now).toEpochMilli();
        Request request =
                new Request(submission.address(), at, submission.channel(), submission.principal());
        return Explainer.explain(TenantSnapshot.compile(state, at), request);
    }
}
