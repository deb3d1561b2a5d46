package dev.sallyport.agent.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/*
 * Programs that change a target. Each gets its input at once, its output is kept up to a limit, and it is ended when it takes
 * too long. No shell is between.
 */
final class Command {

    private static final int MOST_OUTPUT = 64 * 1024 * 1024;
    private static final int MOST_WORDS = 500;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    record Output(int status, String text) {

        boolean isDone() {
            return status == 0;
        }

        /* What the program said, as one short line. */
        String words() {
            String line = text.strip().replaceAll("\\s+", " ").replaceAll("[^ -~]", "?");
            return line.length() <= MOST_WORDS ? line : line.substring(0, MOST_WORDS) + "...";
        }
    }

    private Command() {}

    static Output run(List<String> command, String input) throws TargetException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException absent) {
            throw new TargetException(
                    "target.command-missing", "`" + command.getFirst() + "` cannot be started");
        }
        try {
            Thread writer = Thread.ofVirtual().start(() -> write(process, input));
            Thread guard = Thread.ofVirtual().start(() -> guard(process));
            String text;
            try (InputStream out = process.getInputStream()) {
                text = new String(out.readNBytes(MOST_OUTPUT), UTF_8);
            }
            int status = process.waitFor();
            writer.join();
            guard.join();
            return new Output(status, text);
        } catch (IOException cut) {
            throw new TargetException(
                    "target.command-failed", "`" + command.getFirst() + "` was cut off");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new TargetException("target.interrupted", "the agent was asked to end");
        } finally {
            process.destroyForcibly();
        }
    }

    static String done(List<String> command, String input) throws TargetException {
        Output output = run(command, input);
        if (!output.isDone()) {
            throw new TargetException(
                    "target.command-failed",
                    "`"
                            + command.getFirst()
                            + "` ended with status "
                            + output.status()
                            + ": "
                            + output.words());
        }
        return output.text();
    }

    private static void write(Process process, String input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(UTF_8));
        } catch (IOException ended) {
            // The program has ended without reading everything; its status says why.
        }
    }

    private static void guard(Process process) {
        try {
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
        }
    }
}
