package dev.sallyport.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.cli.CommandFailure;
import dev.sallyport.cli.ExitStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server as a child process. It ends when this is closed, or on its own. */
final class ServerProcess implements AutoCloseable {

    private static final String API = "api listening on ";
    private static final String GATE = "gate listening on ";
    private static final String READY = "ready";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long SECONDS_TO_END = 15;
    private static final int LAST_LINES = 15;

    private final Process process;
    private final Path log;
    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(1000);
    private URI api = URI.create("http://unknown.invalid");
    private URI gate = URI.create("http://unknown.invalid");

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a server and waits until it says that it is ready.
     *
     * @param command the program with its arguments
     * @param environment what is added to the environment
     * @param log where its standard error goes
     * @throws CommandFailure if it does not become ready; it has then ended
     */
    static ServerProcess start(List<String> command, Map<String, String> environment, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().putAll(environment);
        try {
            ServerProcess server = new ServerProcess(builder.start(), log);
            server.awaitReady();
            return server;
        } catch (IOException failure) {
            throw new CommandFailure(
                    ExitStatus.FAILURE, "the server cannot be started: " + failure.getMessage());
        }
    }

    /** Returns where the API listens. */
    URI api() {
        return api;
    }

    /** Returns where the decision port listens. */
    URI gate() {
        return gate;
    }

    /** Waits until the process ends and returns its exit status. */
    int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    private void awaitReady() {
        Thread.ofPlatform().daemon().name("server-output").start(this::readOutput);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean ready = false;
        try {
            while (!ready && process.isAlive() && System.nanoTime() < deadline) {
                String line = lines.poll(100, TimeUnit.MILLISECONDS);
                ready = line != null && take(line);
            }
            // What was said before the end may still be on its way.
            for (String line = poll(ready); line != null; line = poll(ready)) {
                ready |= take(line);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (!ready) {
            close();
            throw new CommandFailure(
                    ExitStatus.FAILURE,
                    "the server did not become ready; it said last:",
                    lastLines());
        }
    }

    private @Nullable String poll(boolean ready) throws InterruptedException {
        return ready ? null : lines.poll(200, TimeUnit.MILLISECONDS);
    }

    private boolean take(String line) {
        if (line.startsWith(API)) {
            api = URI.create(line.substring(API.length()).strip());
        } else if (line.startsWith(GATE)) {
            gate = URI.create(line.substring(GATE.length()).strip());
        }
        return line.equals(READY);
    }

    /* Reads on after the server is ready, or it would stop at a full pipe. */
    private void readOutput() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                boolean _ = lines.offer(line);
            }
        } catch (IOException ended) {
            // The process has ended.
        }
    }

    private List<String> lastLines() {
        try {
            List<String> said = Files.readAllLines(log, UTF_8);
            return said.subList(Math.max(0, said.size() - LAST_LINES), said.size());
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** Ends the process: asks it first, and insists after a while. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
