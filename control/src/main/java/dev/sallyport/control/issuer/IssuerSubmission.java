package dev.sallyport.control.issuer;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An issuer as it is declared.
 *
 * @param issuer the claim {@code iss} of its tokens, compared character by character
 * @param jwksUrl where its public keys are: https, or http on this machine
 * @param audience what must be among the claim {@code aud} of a token
 * @param algorithms how its tokens may be signed, at least one
 * @param rolesClaim where a token names the caller's roles
 * @param roles what each role it may name stands for; any other stands for nothing
 * @param tenantClaim where a token names its tenant, or null if its callers are a tenant's own
 *     issuer's or the operator's
 * @param clockSkew by how much its clock and ours may differ, 0 to {@link #MAX_CLOCK_SKEW}
 */
public record IssuerSubmission(
        String issuer,
        URI jwksUrl,
        String audience,
        Set<TokenAlgorithm> algorithms,
        ClaimPath rolesClaim,
        Map<String, List<Right>> roles,
        @Nullable ClaimPath tenantClaim,
        Duration clockSkew) {

    /** The largest difference between two clocks that can be allowed for. */
    public static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(5);

    /** The difference allowed for where none is named. */
    public static final Duration DEFAULT_CLOCK_SKEW = Duration.ofSeconds(60);

    /** Copies the collections; roles are kept in the order of their names. */
    public IssuerSubmission {
        algorithms = Set.copyOf(algorithms);
        TreeMap<String, List<Right>> sorted = new TreeMap<>();
        roles.forEach((role, rights) -> sorted.put(role, List.copyOf(rights)));
        roles = java.util.Collections.unmodifiableMap(sorted);
    }
}
