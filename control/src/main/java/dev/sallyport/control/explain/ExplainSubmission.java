package dev.sallyport.control.explain;

import dev.sallyport.control.check.CheckSubmission;
import dev.sallyport.engine.address.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that is to be explained.
 *
 * @param request its facts; the address counts unless there is an arrival, the channel unless there
 *     is a path
 * @param arrival how it reached the decision port, or null if the address is stated
 * @param path its path as sent, or null if the channel is stated
 */
public record ExplainSubmission(
        CheckSubmission request, @Nullable Arrival arrival, @Nullable String path) {

    /**
     * How a request reached the decision port.
     *
     * @param peer the address of the connection
     * @param lines the lines of the address header in the order received
     */
    public record Arrival(IpAddress peer, List<String> lines) {

        /** Copies the lines. */
        public Arrival {
            lines = List.copyOf(lines);
        }
    }
}
