package dev.sallyport.agent.target;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** A network namespace of its own, so that no test touches this machine's firewall. */
final class Namespace implements AutoCloseable {

    private final String name;

    private Namespace(String name) {
        this.name = name;
    }

    /** Opens one, or skips the test, loudly, where that is not possible. */
    static Namespace open(String... programs) throws Exception {
        String name =
                "sallyport-" + ProcessHandle.current().pid() + "-" + System.nanoTime() % 1_000_000;
        for (String program : programs) {
            boolean isThere = run(List.of("sh", "-c", "command -v " + program)).isDone();
            if (!isThere) {
                System.err.println("SKIPPED: `" + program + "` is not installed");
            }
            assumeTrue(isThere, program + " is not installed");
        }
        boolean isMade = run(List.of("ip", "netns", "add", name)).isDone();
        if (!isMade) {
            System.err.println("SKIPPED: no privilege to make a network namespace");
        }
        assumeTrue(isMade, "no privilege to make a network namespace");
        return new Namespace(name);
    }

    static Command.Output run(List<String> command) throws Exception {
        try {
            return Command.run(command, "");
        } catch (TargetException absent) {
            return new Command.Output(127, String.valueOf(absent.getMessage()));
        }
    }

    /** Runs a command inside, which succeeds. */
    String in(String... command) throws Exception {
        return Command.done(command(command), "");
    }

    List<String> command(String... command) {
        List<String> inside = new ArrayList<>(List.of("ip", "netns", "exec", name));
        inside.addAll(List.of(command));
        return inside;
    }

    /** Returns a program that runs another one inside. */
    String program(Path folder, String program) throws IOException {
        Path script = folder.resolve("inside-" + program);
        Files.writeString(
                script, "#!/bin/sh\nexec ip netns exec " + name + " " + program + " \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script.toString();
    }

    String name() {
        return name;
    }

    @Override
    public void close() throws IOException {
        Process removal = new ProcessBuilder("ip", "netns", "del", name).start();
        int _ = removal.onExit().join().exitValue();
    }
}
