package dev.sallyport.cli.demo;

import dev.sallyport.cli.CommandFailure;
import dev.sallyport.cli.ExitStatus;
import dev.sallyport.cli.api.ApiAnswer;
import dev.sallyport.cli.api.ApiClient;
import dev.sallyport.cli.api.ApiSettings;
import dev.sallyport.cli.api.Credentials;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.terminal.TextTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code sallyport demo}: starts a server on a temporary folder, makes a tenant that monitors,
 * plays a real log at the decision port and shows what would have been denied. Everything is gone
 * when it ends.
 */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the main job without any set-up: a server on a temporary folder, a tenant in"
                    + " monitor mode, a real log played at the decision port, what would have been"
                    + " denied, and how to look further.",
            "Stays up until it is stopped with Ctrl-C; then everything it made is gone."
        })
public final class DemoCommand implements Callable<Integer> {

    private static final String TENANT = "acme";
    private static final String HOST = "acme.example.com";
    private static final String OPERATOR = "demo-operator";
    private static final int ROWS = 12;

    @Option(names = "--exit", description = "Stop after showing the result.")
    private boolean exit;

    /**
     * Runs the demonstration.
     *
     * @throws CommandFailure if the server cannot be started
     */
    @Override
    public Integer call() throws IOException, InterruptedException {
        String jar = System.getProperty("sallyport.server-jar");
        if (jar == null || !Files.isRegularFile(Path.of(jar))) {
            throw new CommandFailure(
                    ExitStatus.FAILURE,
                    "the server's jar is not there; the launcher script builds it and says where it"
                            + " is:",
                    List.of("  ./sallyport demo"));
        }
        Path folder = Files.createTempDirectory("sallyport-demo-");
        // Ctrl-C ends the program through this hook; ending by itself passes here too, and both do
        // the same once.
        CleanUp cleanUp = new CleanUp(folder);
        Thread hook = new Thread(cleanUp, "demo-clean-up");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return run(Path.of(jar), folder, cleanUp);
        } finally {
            cleanUp.run();
        }
    }

    private int run(Path jar, Path folder, CleanUp cleanUp)
            throws IOException, InterruptedException {
        Terminal terminal = Terminal.standardOutput();
        PrintWriter out = terminal.writer(System.out);
        say(out, "starting a server on " + folder);
        String secret = secret();
        ServerProcess server =
                ServerProcess.start(
                        command(jar, folder),
                        Map.of(
                                "SALLYPORT_OPERATOR_CLIENT_ID", OPERATOR,
                                "SALLYPORT_OPERATOR_CLIENT_SECRET", secret),
                        folder.resolve("server.log"));
        cleanUp.server = server;

        say(out, "making tenant `%s` for host %s, in monitor mode".formatted(TENANT, HOST));
        Path policy = copy("policy.json", folder);
        Path channels = copy("channels.json", folder);
        Path log = copy("access.log.gz", folder);
        Path enforcing =
                Files.writeString(
                        folder.resolve("policy-enforce.json"),
                        Files.readString(policy).replace("\"MONITOR\"", "\"ENFORCE\""));
        publish(
                new ApiSettings(server.api(), new Credentials.Client(OPERATOR, secret)),
                policy,
                channels);

        say(out, "playing an access log of 2015 at the decision port");
        Replay replay = new Replay();
        try (GateConnection gate = new GateConnection(server.gate())) {
            replay.play(log, HOST, gate);
        }
        out.println();
        new DemoReport(out, terminal).write(replay, ROWS);
        new NextSteps(out, terminal, server.api(), server.gate(), OPERATOR, secret)
                .write(TENANT, HOST, replay, log, policy, enforcing, channels);
        out.flush();
        if (exit) {
            return ExitStatus.SUCCESS;
        }
        say(out, "up until Ctrl-C");
        int status = server.waitFor();
        throw new CommandFailure(
                ExitStatus.FAILURE, "the server ended by itself with status " + status);
    }

    private static void say(PrintWriter out, String sentence) {
        out.println(TextTable.printable(sentence));
        out.flush();
    }

    private static String secret() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static List<String> command(Path jar, Path folder) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar.toString(),
                "--data",
                folder.resolve("data").toString(),
                "--port",
                "0",
                "--gate-port",
                "0",
                "--gate.trusted-proxies=127.0.0.0/8",
                "--gate.answer-headers=full");
    }

    /* What the demonstration shows is what anybody could do over the API. */
    private static void publish(ApiSettings settings, Path policy, Path channels)
            throws IOException {
        String tenant = "/api/v1/tenants/" + TENANT;
        try (ApiClient api = new ApiClient(settings)) {
            api.ask("PUT", "/api/v1/channels", Files.readString(channels));
            api.ask(
                    "POST",
                    "/api/v1/tenants",
                    "{\"id\":\"%s\",\"name\":\"Acme\",\"hosts\":[\"%s\"]}".formatted(TENANT, HOST));
            String etag =
                    api.ask("GET", tenant + "/policy", null)
                            .headers()
                            .firstValue("ETag")
                            .orElse("*");
            ApiAnswer published =
                    api.send(
                            "PUT",
                            tenant + "/policy",
                            Files.readString(policy),
                            Map.of("If-Match", etag));
            if (!published.isSuccess()) {
                throw ApiClient.failure(published, ExitStatus.FAILURE);
            }
        }
    }

    private static Path copy(String name, Path folder) throws IOException {
        Path target = folder.resolve(name);
        try (InputStream resource = DemoCommand.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IOException("the jar lacks its resource `" + name + "`");
            }
            Files.copy(resource, target);
        }
        return target;
    }

    /* Ends the server and removes the folder; does it once, whoever comes first. */
    private static final class CleanUp implements Runnable {
        private final Path folder;
        private volatile @Nullable ServerProcess server;
        private boolean done;

        CleanUp(Path folder) {
            this.folder = folder;
        }

        @Override
        public synchronized void run() {
            if (done) {
                return;
            }
            done = true;
            ServerProcess running = server;
            if (running != null) {
                running.close();
            }
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException | UncheckedIOException left) {
                System.err.println("left behind: " + folder);
            }
        }
    }
}
