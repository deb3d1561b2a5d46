package dev.sallyport.control.egress;

import dev.sallyport.egress.list.Direction;
import dev.sallyport.engine.address.IpPrefix;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The prefixes of a region as the operator wants them: all of them, in the order of the document.
 * No two overlap and none is special, which the reader has seen to.
 *
 * @param prefixes the prefixes
 */
public record EgressSubmission(List<Line> prefixes) {

    /**
     * One prefix.
     *
     * @param prefix the addresses
     * @param service which part of the service uses them
     * @param direction which way traffic flows
     * @param notBefore the first instant of its use; null for what stands there, or the earliest
     *     that was promised
     * @param removeAfter until when it stays listed; null for no end
     * @param label what people call it, or null
     */
    public record Line(
            IpPrefix prefix,
            String service,
            Direction direction,
            @Nullable Instant notBefore,
            @Nullable Instant removeAfter,
            @Nullable String label) {}

    /** The service of a prefix of which nothing else is said. */
    public static final String DEFAULT_SERVICE = "default";

    /** Copies the prefixes. */
    public EgressSubmission {
        prefixes = List.copyOf(prefixes);
    }
}
