package dev.sallyport.control.doctor;

import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host that requests named and that is no tenant's.
 *
 * @param host the host in its normal form; empty for requests without one
 * @param count how many requests named it, at least
 * @param firstSeen when the first counted one came
 * @param lastSeen when the last one came
 * @param didYouMean known hosts that may have been meant, the nearest first
 * @param tenant the tenant whose id is the first label of the host, or null
 */
public record UnknownHost(
        String host,
        long count,
        Instant firstSeen,
        Instant lastSeen,
        List<String> didYouMean,
        @Nullable TenantId tenant) {

    /** Copies the hosts. */
    public UnknownHost {
        didYouMean = List.copyOf(didYouMean);
    }
}
