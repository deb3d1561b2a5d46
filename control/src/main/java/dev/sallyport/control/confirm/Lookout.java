package dev.sallyport.control.confirm;

import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Watches the decision nodes for requests of those who published. Safe for use by several threads.
 */
public interface Lookout {

    /** Watches for these from now on, and for no others; what was seen of them is remembered. */
    void watch(List<Expectation> expectations);

    /** Returns when such a request was allowed by a node, if one was. */
    Optional<Instant> seen(TenantId tenant, long revision);
}
