package dev.sallyport.control.guard;

import dev.sallyport.control.port.Repositories;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;

/** Knows who was seen. Safe for use by several threads. */
public interface WitnessSource {

    /** Knows of nobody. */
    WitnessSource NOBODY =
            new WitnessSource() {
                @Override
                public Witnesses of(Repositories repositories, TenantId tenant, Instant now) {
                    return Witnesses.NONE;
                }

                @Override
                public Witnesses atHand(Repositories repositories, TenantId tenant, Instant now) {
                    return Witnesses.NONE;
                }
            };

    /** Returns whose access a change at {@code now} is judged by. */
    Witnesses of(Repositories repositories, TenantId tenant, Instant now);

    /**
     * Returns the same as far as it is known without reading what the gate observed, for changes
     * that concern thousands of tenants.
     */
    Witnesses atHand(Repositories repositories, TenantId tenant, Instant now);
}
