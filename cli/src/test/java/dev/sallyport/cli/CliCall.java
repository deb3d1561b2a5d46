package dev.sallyport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/*
 * Runs a command in this process, where starting one for each of many would take minutes. Not while another does the same: both
 * would write to the same streams.
 */
final class CliCall {

    private final Path config;

    /* Speaks to a server as the client that it knows. */
    CliCall(Path folder, String server) throws IOException {
        config =
                Files.writeString(
                        folder.resolve("config.properties"),
                        "server=%s\nclient-id=ops:1\nclient-secret=s&cret\n".formatted(server));
    }

    CliProcess.Result run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--config");
        all.add(config.toString());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream outBefore = System.out;
        PrintStream errBefore = System.err;
        synchronized (CliCall.class) {
            System.setOut(new PrintStream(out, true, UTF_8));
            System.setErr(new PrintStream(err, true, UTF_8));
            try {
                CommandLine command =
                        SallyportCommand.commandLine()
                                .setOut(new PrintWriter(System.out, true, UTF_8))
                                .setErr(new PrintWriter(System.err, true, UTF_8));
                int status = command.execute(all.toArray(String[]::new));
                return new CliProcess.Result(status, out.toString(UTF_8), err.toString(UTF_8));
            } finally {
                System.setOut(outBefore);
                System.setErr(errBefore);
            }
        }
    }
}
