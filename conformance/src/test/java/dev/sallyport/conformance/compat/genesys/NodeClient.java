package dev.sallyport.conformance.compat.genesys;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.conformance.compat.NodeProcess;
import dev.sallyport.conformance.compat.NodeProcess.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The vendor's client for JavaScript. */
final class NodeClient implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final NodeProcess process;

    private NodeClient(NodeProcess process) {
        this.process = process;
    }

    static NodeClient start(int port) throws IOException, InterruptedException {
        return new NodeClient(
                NodeProcess.start(
                        "genesys",
                        "purecloud-platform-client-v2",
                        "262.0.0",
                        Integer.toString(port)));
    }

    Answer login(String id, String secret) {
        ObjectNode wanted = MAPPER.createObjectNode();
        wanted.putArray("login").add(id).add(secret);
        return process.ask(wanted);
    }

    /** Calls a method of an API class from an address. */
    Answer call(String from, String api, String method, Object... arguments) {
        return callWith(from, api, method, Map.of(), arguments);
    }

    /** Calls a method that takes optional parameters as well. */
    Answer callWith(
            String from, String api, String method, Map<String, Object> options, Object... given) {
        ObjectNode wanted = MAPPER.createObjectNode();
        wanted.put("api", api).put("method", method).put("from", from);
        wanted.set("arguments", MAPPER.valueToTree(List.of(given)));
        wanted.set("options", MAPPER.valueToTree(options));
        return process.ask(wanted);
    }

    @Override
    public void close() {
        process.close();
    }
}
