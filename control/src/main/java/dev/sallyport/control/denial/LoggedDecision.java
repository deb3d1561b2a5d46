package dev.sallyport.control.denial;

import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * One decision as the decision log has it.
 *
 * @param id the id its answer carried, or null if it carried none
 * @param tenant whose policy decided, or null if none was found
 * @param epochMillis when, in milliseconds since 1970-01-01T00:00:00Z
 * @param client from where, as far as it was found
 * @param channel through which door, or null if the request did not get as far
 * @param principal who asked; null if the request did not get as far or the tenant's mode is {@code
 *     DISABLED}
 * @param verdict what was decided
 * @param sampleRate the share of such decisions that is logged, above 0 and at most 1; a line
 *     stands for {@code 1 / sampleRate} of them
 */
public record LoggedDecision(
        @Nullable RequestId id,
        @Nullable TenantId tenant,
        long epochMillis,
        ClientAddress client,
        @Nullable Channel channel,
        @Nullable Principal principal,
        Verdict verdict,
        double sampleRate) {}
