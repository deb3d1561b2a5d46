package dev.sallyport.gate;

import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.Verdict;

/**
 * Told of every decision that a tenant's snapshot gave. Called on the event loop that answers the
 * request, before the answer is written, by several threads at a time: it must neither wait nor
 * throw.
 */
@FunctionalInterface
public interface DecisionListener {

    /**
     * One request was decided.
     *
     * @param snapshot the tenant's snapshot that decided it
     * @param request the facts it was decided on
     * @param verdict what was decided
     */
    void decided(TenantSnapshot snapshot, Request request, Verdict verdict);
}
