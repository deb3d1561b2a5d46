package dev.sallyport.control.denial;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request that was denied, or would have been if its tenant or the deployment enforced.
 *
 * @param id the id its answer carried
 * @param tenant whose policy denied it, or null if none was found
 * @param epochMillis when, in milliseconds since 1970-01-01T00:00:00Z
 * @param peer the address of the connection, or null if it has none or was not kept
 * @param addressLines the lines of the address header as they were sent; empty if they were too
 *     long to keep
 * @param client from where, as far as it was found
 * @param channel through which door, or null if the request did not get as far
 * @param principal who asked, or null if the request did not get as far
 * @param verdict what was decided
 */
public record Denial(
        RequestId id,
        @Nullable TenantId tenant,
        long epochMillis,
        @Nullable IpAddress peer,
        List<String> addressLines,
        ClientAddress client,
        @Nullable Channel channel,
        @Nullable Principal principal,
        Verdict verdict) {

    /** Copies the lines. */
    public Denial {
        addressLines = List.copyOf(addressLines);
    }
}
