package dev.sallyport.conformance.compat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A vendor's client for Node.js in a process of its own, fetched from its registry once a build and
 * driven by a script that reads and writes lines of JSON. Without Node.js, npm or the registry its
 * tests are skipped, which is said.
 */
public final class NodeProcess implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What the client made of an answer; it tells of a refusal just as of a success. */
    public record Answer(int status, JsonNode headers, JsonNode body) {}

    private final Process process;
    private final BufferedReader answers;

    private NodeProcess(Process process) {
        this.process = process;
        answers = process.inputReader(UTF_8);
    }

    /**
     * Starts a client.
     *
     * @param door the door it is for: the folder of its packages, and the first word of its script
     * @param name the package
     * @param version its version
     * @param arguments what the script is given behind the folder
     */
    public static NodeProcess start(String door, String name, String version, String... arguments)
            throws IOException, InterruptedException {
        Path folder = Path.of("target", "npm", door).toAbsolutePath().normalize();
        fetch(folder, name, version);
        Path script = folder.resolve(door + "-client.js");
        try (InputStream in =
                NodeProcess.class.getResourceAsStream("/compat/" + script.getFileName())) {
            if (in == null) {
                throw new AssertionError("the script is not there");
            }
            Files.write(script, in.readAllBytes());
        }
        List<String> command =
                new ArrayList<>(List.of("node", script.toString(), folder.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        // Clients look for settings in the home folder; there are none of ours.
        builder.environment().put("HOME", folder.toString());
        NodeProcess client = new NodeProcess(builder.start());
        client.read();
        return client;
    }

    private static void fetch(Path folder, String name, String version)
            throws IOException, InterruptedException {
        if (Files.isRegularFile(folder.resolve("node_modules/" + name + "/package.json"))) {
            return;
        }
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("package.json"), "{\"private\":true}\n");
        if (!runs(folder, "node", "--version")
                || !runs(
                        folder,
                        "npm",
                        "install",
                        "--no-audit",
                        "--no-fund",
                        "--no-save",
                        "--ignore-scripts",
                        name + "@" + version)) {
            String why =
                    "SKIPPED: Node.js, npm or "
                            + name
                            + " is not to be had; its door is not tried with it";
            System.err.println(why);
            abort(why);
        }
    }

    private static boolean runs(Path folder, String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve(command[0] + ".log").toFile())
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

    /** Has the script do something, and returns what came of it. */
    public Answer ask(JsonNode wanted) {
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
