package dev.sallyport.agent.sync;

import dev.sallyport.egress.signature.EgressPublicKey;
import java.util.List;
import java.util.Set;

/**
 * Whom an agent was told to believe before it has learned anything.
 *
 * @param keys keys
 * @param thumbprints thumbprints of keys (RFC 7638)
 * @param first whether the first keys that are seen are believed
 */
public record Trust(List<EgressPublicKey> keys, Set<String> thumbprints, boolean first) {

    /** Copies its lists. */
    public Trust {
        keys = List.copyOf(keys);
        thumbprints = Set.copyOf(thumbprints);
    }
}
