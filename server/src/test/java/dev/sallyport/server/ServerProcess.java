package dev.sallyport.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The server as a process of its own, for what cannot be tried inside the test's. */
final class ServerProcess implements AutoCloseable {

    private final Process process;
    private final Path errors;
    private final BufferedReader output;
    private final List<String> lines = new ArrayList<>();

    private ServerProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    static ServerProcess start(Map<String, String> environment, String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Xshare:auto",
                                "-Xmx512m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.sallyport.server.SallyportServer"));
        command.addAll(List.of(arguments));
        try {
            Path errors = Files.createTempFile("sallyport-server", ".log");
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("SALLYPORT_"));
            builder.environment().putAll(environment);
            return new ServerProcess(builder.start(), errors);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Waits until the program says it is ready, or ends; returns what it printed. */
    List<String> untilReady() {
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (line.equals("ready")) {
                    break;
                }
            }
            return List.copyOf(lines);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    int apiPort() {
        return port("api listening on http://127.0.0.1:");
    }

    int gatePort() {
        return port("gate listening on http://127.0.0.1:");
    }

    private int port(String prefix) {
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> Integer.parseInt(line.substring(prefix.length())))
                .findFirst()
                .orElseThrow(() -> new AssertionError(lines + errors()));
    }

    String errors() {
        try {
            return Files.readString(errors, UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Ends the process as a crash would (SIGKILL). */
    void kill() {
        process.destroyForcibly();
        exitStatus();
    }

    /** Asks the process to end (SIGTERM). */
    void terminate() {
        // Not Process.destroy, which closes the streams that are still to be read.
        boolean _ = process.toHandle().destroy();
    }

    int exitStatus() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("the server does not end");
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        kill();
        try {
            output.close();
            Files.deleteIfExists(errors);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
