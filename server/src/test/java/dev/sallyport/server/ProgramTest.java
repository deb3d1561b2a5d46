package dev.sallyport.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program: what it prints, how it ends, and what outlives it. */
final class ProgramTest {

    private static final String POLICY =
            """
            {"mode":"ENFORCE","rules":[{"id":"r","effect":"ALLOW","sources":[{"prefix":"10.0.0.0/%d"}]}]}
            """;

    @TempDir private Path folder;

    /* The program without a process: it ends before it starts anything. */
    private record Ended(int status, String out, String err) {}

    private static Ended run(Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status =
                new SallyportServer(
                                new PrintStream(out, true, UTF_8),
                                new PrintStream(err, true, UTF_8))
                        .run(List.of(arguments), environment);
        return new Ended(status, out.toString(UTF_8), err.toString(UTF_8));
    }

    @Test
    void threeLinesThenItServesUntilItIsTerminated() {
        String data = "--data=" + folder.resolve("new/data");
        try (ServerProcess server =
                ServerProcess.start(Map.of(), data, "--port", "0", "--gate-port=0")) {
            List<String> lines = server.untilReady();
            assertThat(lines).as(server.errors()).hasSize(3);
            assertThat(lines.get(0)).matches("api listening on http://127\\.0\\.0\\.1:[0-9]+");
            assertThat(lines.get(1)).matches("gate listening on http://127\\.0\\.0\\.1:[0-9]+");
            assertThat(lines.get(2)).isEqualTo("ready");
            assertThat(Api.at(server.apiPort()).get("/health/ready").status()).isEqualTo(200);
            assertThat(RawHttp.ask(server.gatePort(), "nobody.example.com", "192.0.2.1"))
                    .isEqualTo(403);

            Matcher made =
                    Pattern.compile("CLIENT_ID=(\\S+)\\s+\\S*CLIENT_SECRET=(\\S+)")
                            .matcher(server.errors());
            assertThat(made.find()).isTrue();
            assertThat(made.group(2)).hasSizeGreaterThanOrEqualTo(43);
            Api operator = Api.at(server.apiPort()).as(made.group(1), made.group(2));
            assertThat(operator.get("/api/v1/tenants").status()).isEqualTo(200);

            Ended second = run(Map.of(), data, "--port=0", "--gate-port=0");
            assertThat(second.status()).isEqualTo(1);
            assertThat(second.out()).isEmpty();
            assertThat(second.err().lines()).hasSize(1);
            assertThat(second.err()).contains("is in use by process");

            server.terminate();
            assertThat(server.exitStatus()).isIn(0, 143);
            assertThat(server.untilReady()).hasSize(3);
            assertThat(server.errors()).doesNotContain("ERROR").doesNotContain("\tat ");
        }
    }

    /** Whatever was answered 2xx is there after a kill at any moment. */
    @Test
    void nothingThatWasAnsweredIsLostInACrash() throws Exception {
        Map<String, String> environment =
                Map.of(
                        "SALLYPORT_OPERATOR_CLIENT_ID", "root",
                        "SALLYPORT_OPERATOR_CLIENT_SECRET", "from the environment");
        String[] arguments = {"--data=" + folder, "--port=0", "--gate-port=0"};
        int writers = 4;
        List<AtomicInteger> answered = new ArrayList<>();
        String token;
        try (ServerProcess server = ServerProcess.start(environment, arguments)) {
            assertThat(server.untilReady()).as(server.errors()).hasSize(3);
            assertThat(server.errors()).doesNotContain("SECRET");
            token =
                    Api.at(server.apiPort())
                            .token("root", "from the environment")
                            .text("access_token");
            Api operator = Api.at(server.apiPort()).withToken(token);
            List<Future<?>> running = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < writers; i++) {
                    String tenant = "t" + i;
                    AtomicInteger count = new AtomicInteger();
                    answered.add(count);
                    operator.tenant(tenant);
                    running.add(threads.submit(() -> publishUntilItFails(operator, tenant, count)));
                }
                while (answered.stream().mapToInt(AtomicInteger::get).sum() < 40) {
                    Thread.onSpinWait();
                }
                server.kill();
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
        try (ServerProcess server = ServerProcess.start(environment, arguments)) {
            assertThat(server.untilReady()).as(server.errors()).hasSize(3);
            Api operator = Api.at(server.apiPort()).withToken(token);
            for (int i = 0; i < writers; i++) {
                Answer policy = operator.get("/api/v1/tenants/t" + i + "/policy");
                assertThat(Integer.parseInt(policy.header("X-Sallyport-Revision")))
                        .isBetween(answered.get(i).get(), answered.get(i).get() + 1);
            }
        }
    }

    private static void publishUntilItFails(Api operator, String tenant, AtomicInteger count) {
        String path = "/api/v1/tenants/" + tenant + "/policy";
        String tag = "*";
        try {
            while (true) {
                Answer answer =
                        operator.with("If-Match", tag)
                                .put(path, POLICY.formatted(8 + count.get() % 24));
                if (answer.status() != 200) {
                    throw new AssertionError(answer.toString());
                }
                tag = answer.etag();
                count.incrementAndGet();
            }
        } catch (java.io.UncheckedIOException killed) {
            // As intended.
        }
    }

    @Test
    void aRestartKeepsTenantsPoliciesClientsAndTokens() {
        Api before;
        String token;
        String etag;
        try (TestServer server = TestServer.start(folder)) {
            before = server.api().asOperator();
            before.tenant("acme");
            Answer client = before.client("acme", "sallyport:manage");
            token =
                    server.api()
                            .token(client.text("client_id"), client.text("client_secret"))
                            .text("access_token");
            etag =
                    before.with("If-Match", "*")
                            .put("/api/v1/tenants/acme/policy", POLICY.formatted(8))
                            .etag();
        }
        try (TestServer server =
                TestServer.start(
                        folder,
                        "--gate.trusted-proxies=127.0.0.0/8",
                        "--operator.client-id=ignored-now")) {
            assertThat(server.api().withToken(token).get("/api/v1/tenants/acme/policy").etag())
                    .isEqualTo(etag);
            assertThat(server.api().token(Api.OPERATOR, Api.OPERATOR_SECRET).status())
                    .isEqualTo(200);
            assertThat(server.api().token("ignored-now", Api.OPERATOR_SECRET).status())
                    .isEqualTo(401);
            assertThat(server.ask("acme.example.com", "10.1.2.3")).isEqualTo(204);
            assertThat(server.ask("acme.example.com", "192.0.2.1")).isEqualTo(403);
        }
        try (TestServer server =
                TestServer.start(
                        folder,
                        "--gate.trusted-proxies=127.0.0.0/8",
                        "--gate.deployment=observe",
                        "--gate.host-pattern={tenant}.apps.example.com")) {
            assertThat(server.ask("acme.example.com", "192.0.2.1")).isEqualTo(204);
            assertThat(server.ask("nobody.example.com", "192.0.2.1")).isEqualTo(204);
            assertThat(server.ask("acme.apps.example.com", "192.0.2.1")).isEqualTo(204);
            Answer checked =
                    server.api()
                            .withToken(token)
                            .post("/api/v1/tenants/acme/check", "{\"address\":\"192.0.2.1\"}");
            assertThat(checked.text("evaluated")).isEqualTo("DENY");
            assertThat(checked.text("enforced")).isEqualTo("ALLOW");
            assertThat(checked.text("deployment")).isEqualTo("observe");
        }
    }

    @Test
    void aPortInUseEndsTheStartWithASentence() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Ended api = run(Map.of(), "--data=" + folder, "--port=" + port, "--gate-port=0");
            Ended gate = run(Map.of(), "--data=" + folder, "--port=0", "--gate-port=" + port);
            for (Ended ended : List.of(api, gate)) {
                assertThat(ended.status()).isEqualTo(1);
                assertThat(ended.out()).isEmpty();
                assertThat(ended.err().lines()).hasSize(1);
                assertThat(ended.err()).contains("port " + port).contains("in use");
            }
        }
    }

    @Test
    void aFolderThatCannotBeUsedEndsTheStartWithASentence() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        Ended notAFolder = run(Map.of(), "--data=" + file, "--port=0", "--gate-port=0");
        Path damaged = Files.createDirectory(folder.resolve("damaged"));
        Files.writeString(
                damaged.resolve("state.db"), "this is no database, and longer than a header");
        Ended notAState = run(Map.of(), "--data=" + damaged, "--port=0", "--gate-port=0");
        Path badKey = Files.createDirectory(folder.resolve("bad-key"));
        Files.writeString(badKey.resolve("token.key"), "short");
        Ended notAKey = run(Map.of(), "--data=" + badKey, "--port=0", "--gate-port=0");
        for (Ended ended : List.of(notAFolder, notAState, notAKey)) {
            assertThat(ended.status()).isEqualTo(1);
            assertThat(ended.out()).isEmpty();
            assertThat(ended.err().lines()).as(ended.err()).hasSize(1);
            assertThat(ended.err()).startsWith("sallyport server: ");
        }
    }

    @Test
    void helpNamesEveryKey() {
        Ended help = run(Map.of(), "--help");

        assertThat(help.status()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out())
                .contains(
                        "--data",
                        "--config",
                        "--port",
                        "--gate-port",
                        "--gate.trusted-proxies",
                        "--geo.files")
                .contains("--limits.policy-entries  (1 to 1000000; default 10000)");
    }

    @Test
    void aCommandLineOfAnotherProgramIsAUsageFault() {
        Ended ended = run(Map.of(), "start", "--prot=1", "--data");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .contains("`start`")
                .contains("did you mean `port`")
                .contains("`--data` needs a value");
    }
}
