package dev.sallyport.conformance.compat.sailpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The vendor's client for TypeScript in a process of its own, fetched from its registry once a
 * build. Without Node.js, npm or the registry its tests are skipped, which is said.
 */
final class NodeClient implements AutoCloseable {

    private static final String PACKAGE = "sailpoint-api-client";
    private static final String VERSION = "1.4.15";
    private static final Path FOLDER =
            Path.of("target", "npm", "sailpoint").toAbsolutePath().normalize();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What the client made of an answer; it tells of a refusal just as of a success. */
    record Answer(int status, JsonNode headers, JsonNode body) {}

    private final Process process;
    private final BufferedReader answers;

    private NodeClient(Process process) {
        this.process = process;
        answers = process.inputReader(UTF_8);
    }

    static NodeClient start(String root) throws IOException, InterruptedException {
        fetch();
        Path script = FOLDER.resolve("sailpoint-client.js");
        try (InputStream in = NodeClient.class.getResourceAsStream("/compat/sailpoint-client.js")) {
            if (in == null) {
                throw new AssertionError("the script is not there");
            }
            Files.write(script, in.readAllBytes());
        }
        ProcessBuilder builder =
                new ProcessBuilder("node", script.toString(), FOLDER.toString(), root)
                        .directory(FOLDER.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        // The client looks for settings in the home folder; there are none of ours.
        builder.environment().put("HOME", FOLDER.toString());
        NodeClient client = new NodeClient(builder.start());
        client.read();
        return client;
    }

    private static void fetch() throws IOException, InterruptedException {
        if (Files.isRegularFile(FOLDER.resolve("node_modules/" + PACKAGE + "/package.json"))) {
            return;
        }
        Files.createDirectories(FOLDER);
        Files.writeString(FOLDER.resolve("package.json"), "{\"private\":true}\n");
        if (!runs("node", "--version")
                || !runs(
                        "npm",
                        "install",
                        "--no-audit",
                        "--no-fund",
                        "--no-save",
                        "--ignore-scripts",
                        PACKAGE + "@" + VERSION)) {
            String why =
                    "SKIPPED: Node.js, npm or "
                            + PACKAGE
                            + " is not to be had; the SailPoint door is not tried with it";
            System.err.println(why);
            abort(why);
        }
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(FOLDER.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(FOLDER.resolve(command[0] + ".log").toFile())
                            .start();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    Answer login(String id, String secret) {
        ObjectNode wanted = MAPPER.createObjectNode();
        wanted.putArray("login").add(id).add(secret);
        return ask(wanted);
    }

    /** Has the client send a token of which it does not know where it comes from. */
    Answer token(String token) {
        ObjectNode wanted = MAPPER.createObjectNode();
        wanted.put("token", token);
        return ask(wanted);
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
        return ask(wanted);
    }

    private Answer ask(JsonNode wanted) {
        try {
            process.outputWriter(UTF_8).write(wanted + "\n");
            process.outputWriter(UTF_8).flush();
            return read();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Answer read() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new AssertionError("the client ended");
        }
        JsonNode told = MAPPER.readTree(line);
        return new Answer(told.get("status").asInt(), told.get("headers"), told.get("body"));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
