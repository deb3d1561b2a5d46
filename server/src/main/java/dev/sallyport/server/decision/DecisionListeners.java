package dev.sallyport.server.decision;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.gate.DecisionListener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two listeners that are told of the same decisions.
 *
 * @param first told first
 * @param second told then
 */
public record DecisionListeners(DecisionListener first, DecisionListener second)
        implements DecisionListener {

    @Override
    public void decided(
            long idHigh,
            long idLow,
            @Nullable IpAddress peer,
            List<String> addressLines,
            TenantSnapshot snapshot,
            Request request,
            Verdict verdict) {
        first.decided(idHigh, idLow, peer, addressLines, snapshot, request, verdict);
        second.decided(idHigh, idLow, peer, addressLines, snapshot, request, verdict);
    }

    @Override
    public void undecided(
            long idHigh, long idLow, ClientAddress client, long epochMillis, Verdict verdict) {
        first.undecided(idHigh, idLow, client, epochMillis, verdict);
        second.undecided(idHigh, idLow, client, epochMillis, verdict);
    }
}
