package dev.sallyport.conformance.compat.sailpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.conformance.compat.NodeProcess;
import dev.sallyport.conformance.compat.NodeProcess.Answer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The vendor's client for TypeScript. */
final class NodeClient implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final NodeProcess process;

    private NodeClient(NodeProcess process) {
        this.process = process;
    }

    static NodeClient start(String root) throws IOException, InterruptedException {
        return new NodeClient(
                NodeProcess.start("sailpoint", "sailpoint-api-client", "1.4.15", root));
    }

    Answer login(String id, String secret) {
        ObjectNode wanted = MAPPER.createObjectNode();
        wanted.putArray("login").add(id).add(secret);
        return process.ask(wanted);
    }

    /** Has the client send a token of which it does not know where it comes from. */
    Answer token(String token) {
        ObjectNode wanted = MAPPER.createObjectNode();
        wanted.put("token", token);
        return process.ask(wanted);
    }

    /**
     * Calls a method of an API class.
     *
     * @param parameters its one argument, JSON; null for a method without one
     */
    Answer call(String api, String method, @Nullable String parameters) {
        ObjectNode wanted = MAPPER.createObjectNode();
        wanted.put("api", api).put("method", method).put("from", SailpointServer.OFFICE);
        wanted.set(
                "parameters",
                parameters == null ? MAPPER.nullNode() : SailpointServer.parsed(parameters));
        return process.ask(wanted);
    }

    @Override
    public void close() {
        process.close();
    }
}
