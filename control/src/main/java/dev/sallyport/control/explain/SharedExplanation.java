package dev.sallyport.control.explain;

import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;

/**
 * An explanation as whoever has its link may read it.
 *
 * @param tenant whose policy decided
 * @param expiresAt when the link ends
 * @param document the explanation as JSON
 * @param text the explanation as text
 */
public record SharedExplanation(TenantId tenant, Instant expiresAt, String document, String text) {}
