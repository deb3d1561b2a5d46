package dev.sallyport.gate;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Told of every decision. Called on the event loop that answers the request, before the answer is
 * written, by several threads at a time: it must neither wait nor throw.
 *
 * <p>The id of a request is the one its answer carries, 32 hexadecimal digits, in two halves; both
 * are 0 if the answer carries none, since the peer is no trusted proxy.
 */
@FunctionalInterface
public interface DecisionListener {

    /**
     * A tenant's snapshot decided.
     *
     * @param idHigh the first half of the request's id
     * @param idLow the second half
     * @param peer the address of the connection, or null if it has none
     * @param addressLines the lines of the address header in the order received, believed or not;
     *     not to be kept as it is, for the next request changes it
     * @param snapshot the snapshot
     * @param request the facts it decided on
     * @param verdict what was decided, as it is answered
     */
    void decided(
            long idHigh,
            long idLow,
            @Nullable IpAddress peer,
            List<String> addressLines,
            TenantSnapshot snapshot,
            Request request,
            Verdict verdict);

    /**
     * No tenant was found, or the facts could be read in two ways.
     *
     * @param idHigh the first half of the request's id
     * @param idLow the second half
     * @param client the client address, as far as it was found
     * @param epochMillis the instant of the request in milliseconds since 1970-01-01T00:00:00Z
     * @param verdict what is answered
     */
    default void undecided(
            long idHigh, long idLow, ClientAddress client, long epochMillis, Verdict verdict) {}
}
