package dev.sallyport.control.explain;

import dev.sallyport.control.check.CheckPolicy;
import dev.sallyport.control.check.CheckSubmission;
import dev.sallyport.control.denial.Denial;
import dev.sallyport.control.denial.RecentDenials;
import dev.sallyport.control.denial.RequestId;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddressResolver;
import dev.sallyport.engine.client.ClientWalk;
import dev.sallyport.engine.decision.DecisionTrace;
import dev.sallyport.engine.decision.DecisionTracer;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The use case that explains a request, one that was denied lately or one that nobody made. Safe
 * for use by several threads.
 */
public final class ExplainRequest {

    private final CheckPolicy check;
    private final RecentDenials denials;
    private final ClientAddressResolver resolver;

    /**
     * Explains by the states that {@code check} asks.
     *
     * @param denials the requests that were denied lately
     * @param resolver finds client addresses as the decision port does
     */
    public ExplainRequest(
            CheckPolicy check, RecentDenials denials, ClientAddressResolver resolver) {
        this.check = check;
        this.denials = denials;
        this.resolver = resolver;
    }

    /**
     * Returns the explanation of a request that nobody made.
     *
     * @param now the instant of a request that names none
     */
    public Outcome<Explanation> hypothetical(
            TenantId tenant, ExplainSubmission submission, Instant now) {
        CheckSubmission stated = submission.request();
        ClientWalk walk =
                submission.arrival() == null
                        ? new ClientWalk(stated.address(), List.of())
                        : resolver.explain(
                                submission.arrival().peer(), submission.arrival().lines(), false);
        Channel channel =
                submission.path() == null
                        ? stated.channel()
                        : check.channels().classify(submission.path());
        CheckSubmission request =
                new CheckSubmission(
                        walk.client(),
                        channel,
                        stated.principal(),
                        stated.at(),
                        stated.revision(),
                        stated.then());
        return check.state(tenant, request, now)
                .map(asked ->
                        new Explanation(
                                tenant,
                                null,
                                walk,
                                submission.path(),
                                trace(asked.state(), request, now),
                                null,
                                asked.asOf()));
    }

    /**
     * Returns the explanation of a request to a tenant that was denied lately, by the revision that
     * denied it.
     *
     * @param requestId the id as its answer carried it
     */
    public Outcome<Explanation> past(TenantId tenant, String requestId) {
        Optional<Denial> found =
                RequestId.parse(requestId)
                        .flatMap(denials::find)
                        .filter(denial -> tenant.equals(denial.tenant()));
        return found.isEmpty()
                ? Outcome.refused(
                        ProblemCode.DENIAL_UNKNOWN, "no denied request with this id is remembered")
                : past(tenant, found.get());
    }

    private Outcome<Explanation> past(TenantId tenant, Denial denial) {
        Instant at = Instant.ofEpochMilli(denial.epochMillis());
        CheckSubmission request =
                new CheckSubmission(
                        denial.client(),
                        Objects.requireNonNullElse(denial.channel(), Channel.AMBIGUOUS),
                        Objects.requireNonNullElse(denial.principal(), Principal.ANONYMOUS),
                        at,
                        denial.verdict().revision());
        return check.state(tenant, request, at)
                .map(asked ->
                        new Explanation(
                                tenant,
                                denial.id(),
                                walk(denial),
                                null,
                                trace(asked.state(), request, at),
                                denial.verdict(),
                                asked.asOf()));
    }

    /* The same walk again; shown only if it comes to what was decided on. */
    private ClientWalk walk(Denial denial) {
        ClientWalk walk = resolver.explain(denial.peer(), denial.addressLines(), false);
        return walk.client().equals(denial.client())
                ? walk
                : new ClientWalk(denial.client(), List.of());
    }

    private static DecisionTrace trace(TenantState state, CheckSubmission submission, Instant now) {
        long at = Objects.requireNonNullElse(submission.at(), now).toEpochMilli();
        Request request =
                new Request(submission.address(), at, submission.channel(), submission.principal());
        return DecisionTracer.trace(TenantSnapshot.compile(state, at), request);
    }
}
