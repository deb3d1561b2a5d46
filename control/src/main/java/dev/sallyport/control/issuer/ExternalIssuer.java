package dev.sallyport.control.issuer;

import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An issuer outside whose tokens the API takes.
 *
 * @param name the name under which it is known here
 * @param tenant the tenant whose own it is, to which all its callers belong; null for one of the
 *     whole deployment
 * @param declared what was declared about it
 * @param createdAt when it was first declared
 * @param updatedAt when that last changed
 */
public record ExternalIssuer(
        IssuerName name,
        @Nullable TenantId tenant,
        IssuerSubmission declared,
        Instant createdAt,
        Instant updatedAt) {

    /** The claim {@code iss} of our own tokens, and a name that nobody else's issuer can have. */
    public static final String BUILT_IN = "sallyport";
}
