package dev.sallyport.control.explain;

import dev.sallyport.control.check.AsOf;
import dev.sallyport.control.denial.RequestId;
import dev.sallyport.engine.client.ClientWalk;
import dev.sallyport.engine.decision.Decision;
import dev.sallyport.engine.decision.DecisionTrace;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Everything that led to a decision.
 *
 * @param tenant whose policy decided
 * @param id the request, or null if nobody made it
 * @param walk how the client address was found; without steps if it was stated
 * @param path the path the channel was found by, or null if it was stated or not kept
 * @param trace the decision, rule by rule
 * @param recorded what was decided when the request was made, or null if nobody made it
 * @param asOf with what of the past it was judged, or null if with the present
 */
public record Explanation(
        TenantId tenant,
        @Nullable RequestId id,
        ClientWalk walk,
        @Nullable String path,
        DecisionTrace trace,
        @Nullable Verdict recorded,
        @Nullable AsOf asOf) {

    /**
     * Returns whether what is explained is what was decided: false if lists, grants, geo data or a
     * rule's life have come to another decision since.
     */
    public boolean isAsRecorded() {
        Verdict now = trace.decision().verdict();
        return recorded == null
                || (recorded.evaluated() == now.evaluated()
                        && recorded.reason().equals(now.reason()));
    }

    /** Returns this explanation without what tells who asked. */
    public Explanation masked() {
        return new Explanation(
                tenant,
                id,
                walk,
                null,
                new DecisionTrace(
                        masked(trace.decision()),
                        trace.embedded(),
                        trace.rules(),
                        trace.draft() == null ? null : masked(trace.draft()),
                        trace.trial() == null ? null : masked(trace.trial())),
                recorded,
                asOf);
    }

    private static Decision masked(Decision decision) {
        Request request = decision.request();
        Principal principal = request.principal();
        Principal masked =
                principal.kind() == PrincipalKind.ANONYMOUS
                        ? principal
                        : new Principal(
                                principal.kind(),
                                principal.id() == null ? null : mask(principal.id()),
                                principal.roles(),
                                null,
                                null);
        return new Decision(
                decision.verdict(),
                new Request(request.client(), request.epochMillis(), request.channel(), masked),
                decision.rule(),
                decision.entry(),
                decision.country(),
                decision.asn(),
                decision.geoEdition());
    }

    /* The first character is enough to recognise oneself by. */
    private static String mask(String id) {
        return id.isEmpty() ? "…" : id.substring(0, id.offsetByCodePoints(0, 1)) + "…";
    }
}
