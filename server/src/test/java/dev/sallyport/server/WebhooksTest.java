package dev.sallyport.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Webhooks of a running server, delivered to receivers that behave well, badly or not at all. */
final class WebhooksTest {

    private static final String HOOKS = "/api/v1/tenants/acme/webhooks";

    @TempDir private Path folder;

    private TestServer start(String... more) {
        return startRetrying("100ms,100ms,200ms,200ms", more);
    }

    private TestServer startRetrying(String delays, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--webhooks.allow-private-targets=true",
                                "--webhooks.retry-delays=" + delays,
                                "--webhooks.timeout=1s"));
        arguments.addAll(Arrays.asList(more));
        return TestServer.start(folder, arguments.toArray(String[]::new));
    }

    private static JsonNode hook(Api api, String url) {
        return hook(api, HOOKS, url);
    }

    private static JsonNode hook(Api api, String path, String url) {
        Answer made = api.post(path, "{\"url\":\"" + url + "\"}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.json();
    }

    /* Publishes a policy of which the address says which one it is. */
    private static void publish(Api api, int number) {
        Answer current = api.get("/api/v1/tenants/acme/policy");
        Answer put =
                api.with("If-Match", current.etag())
                        .put(
                                "/api/v1/tenants/acme/policy",
                                "{\"rules\":[{\"id\":\"r\",\"effect\":\"ALLOW\",\"sources\":[{\"prefix\":\"192.0.2."
                                        + number
                                        + "\"}]}]}");
        assertThat(put.status()).as(put.body()).isEqualTo(200);
    }

    private static String signature(String secret, Receiver.Received message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            String content =
                    message.header("webhook-id")
                            + "."
                            + message.header("webhook-timestamp")
                            + "."
                            + message.body();
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void messageIsSignedAndSaysWhatTheTenantMaySee() throws IOException {
        try (TestServer server = start();
                Receiver receiver = Receiver.start(message -> Receiver.OK)) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            String secret = hook(operator, receiver.url()).path("secret").asString();
            publish(operator, 1);

            receiver.await(1);

            Receiver.Received message = receiver.received().getFirst();
            assertThat(message.path()).isEqualTo("/hook?key=secret-of-the-receiver");
            assertThat(message.header("webhook-signature")).isEqualTo(signature(secret, message));
            assertThat(Math.abs(Long.parseLong(message.header("webhook-timestamp")) - now()))
                    .isLessThan(60);
            JsonNode body = Answer.parse(message.body());
            assertThat(body.path("type").asString()).isEqualTo("policy.published");
            assertThat(body.path("data").path("tenant").asString()).isEqualTo("acme");
            assertThat(body.path("data").path("actor").asString()).isEqualTo("operator");
            assertThat(body.path("data").path("address").isNull()).isTrue();
            assertThat(message.body()).doesNotContain("192.0.2.1");
        }
    }

    private static long now() {
        return java.time.Instant.now().getEpochSecond();
    }

    @Test
    void bothSecretsSignAfterARotationAndTheTestArrives() throws IOException {
        try (TestServer server = start();
                Receiver receiver = Receiver.start(message -> Receiver.OK)) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            JsonNode made = hook(operator, receiver.url());
            String one = HOOKS + "/" + made.path("id").asString();
            assertThat(operator.get(one).body()).doesNotContain("whsec_");
            String second = operator.post(one + "/rotate", "").text("secret");

            assertThat(operator.post(one + "/test", "").status()).isEqualTo(202);
            receiver.await(1);

            Receiver.Received message = receiver.received().getFirst();
            assertThat(message.header("webhook-signature").split(" ", -1))
                    .containsExactly(
                            signature(second, message),
                            signature(made.path("secret").asString(), message));
            assertThat(receiver.events()).containsExactly("webhook.test");
            Receiver.await(
                    () -> operator.get(one + "/deliveries").json().path("items").size() == 1,
                    Duration.ofSeconds(10));
        }
    }

    @Test
    void receiverThatIsDownGetsEverythingOnceItIsUpInOrder() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (TestServer server = startRetrying("500ms,5s,5s,5s,5s,5s")) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            JsonNode made = hook(operator, "http://127.0.0.1:" + port + "/");
            String one = HOOKS + "/" + made.path("id").asString();
            for (int i = 1; i <= 3; i++) {
                publish(operator, i);
            }
            Receiver.await(
                    () ->
                            operator.get(one + "/deliveries?pending=true")
                                    .body()
                                    .contains("no connection"),
                    Duration.ofSeconds(20));

            try (Receiver receiver = Receiver.start(port, message -> Receiver.OK)) {
                receiver.await(3);
                assertThat(receiver.received())
                        .extracting(message ->
                                Answer.parse(message.body()).path("data").path("target").asString())
                        .containsExactly("1", "2", "3");
            }
        }
    }

    /**
     * Every way of not taking a message ends in dead letters, each with its reason, and holds up
     * nobody.
     */
    @Test
    void badReceiversHoldUpNobodyAndTheirMessagesAreKept() throws IOException {
        Receiver.Behaviour slow =
                output -> {
                    for (int i = 0; i < 1000; i++) {
                        output.write('H');
                        output.flush();
                        Thread.sleep(100);
                    }
                };
        Receiver.Behaviour silent = output -> Thread.sleep(60_000);
        Receiver.Behaviour noise = output -> output.write("hello\n".getBytes(UTF_8));
        Receiver.Behaviour endlessHeader =
                output -> {
                    output.write("HTTP/1.1 200 OK\r\nX: ".getBytes(UTF_8));
                    byte[] much = new byte[8192];
                    Arrays.fill(much, (byte) 'x');
                    while (true) {
                        output.write(much);
                    }
                };
        try (TestServer server = startRetrying("100ms");
                Receiver good = Receiver.start(message -> Receiver.OK);
                Receiver failing = Receiver.start(message -> Receiver.status(500));
                Receiver redirecting =
                        Receiver.start(message -> Receiver.status(302, "Location: " + good.url()));
                Receiver slowly = Receiver.start(message -> slow);
                Receiver silently = Receiver.start(message -> silent);
                Receiver noisy = Receiver.start(message -> noise);
                Receiver endless = Receiver.start(message -> endlessHeader)) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            List<String> bad = new ArrayList<>();
            for (Receiver each : List.of(failing, redirecting, slowly, silently, noisy, endless)) {
                bad.add(hook(operator, each.url()).path("id").asString());
            }
            hook(operator, good.url());
            publish(operator, 1);

            good.await(1);
            assertThat(good.received()).as("no redirect was followed").hasSize(1);
            List<String> reasons = new ArrayList<>();
            for (String id : bad) {
                String dead = HOOKS + "/" + id + "/dead-letters";
                Receiver.await(
                        () -> operator.get(dead).json().path("items").size() == 1,
                        Duration.ofSeconds(30));
                JsonNode letter = operator.get(dead).json().path("items").get(0);
                assertThat(letter.path("attempts").asInt()).isEqualTo(2);
                reasons.add(letter.path("lastResult").asString());
            }
            assertThat(reasons)
                    .containsExactly(
                            "answered 500",
                            "answered 302",
                            "no answer within 1 s",
                            "no answer within 1 s",
                            "what was answered is no HTTP",
                            "what was answered is no HTTP");
            assertThat(good.received()).hasSize(1);
            assertThat(operator.get("/api/v1/doctor").body()).contains("webhooks.dead-letters");
            assertThat(operator.get("/metrics").body())
                    .contains("sallyport_webhook_attempts_total{outcome=\"taken\"} 1")
                    .contains("sallyport_webhooks_failing 6");
        }
    }

    @Test
    void endlessBodyIsNotRead() throws IOException {
        Receiver.Behaviour endless =
                output -> {
                    output.write(
                            "HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n"
                                    .getBytes(UTF_8));
                    byte[] much = new byte[8192];
                    while (true) {
                        output.write(much);
                    }
                };
        try (TestServer server = start();
                Receiver receiver = Receiver.start(message -> endless)) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            String id = hook(operator, receiver.url()).path("id").asString();
            publish(operator, 1);

            Receiver.await(
                    () ->
                            operator.get(HOOKS + "/" + id + "/deliveries")
                                            .json()
                                            .path("items")
                                            .size()
                                    == 1,
                    Duration.ofSeconds(10));
            assertThat(receiver.received()).hasSize(1);
        }
    }

    @Test
    void deadLetterIsReplayed() throws IOException {
        AtomicInteger left = new AtomicInteger(5);
        try (TestServer server = start();
                Receiver receiver =
                        Receiver.start(message ->
                                left.getAndDecrement() > 0 ? Receiver.status(503) : Receiver.OK)) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            String one = HOOKS + "/" + hook(operator, receiver.url()).path("id").asString();
            publish(operator, 1);
            Receiver.await(
                    () -> operator.get(one + "/dead-letters").json().path("items").size() == 1,
                    Duration.ofSeconds(20));

            assertThat(operator.post(one + "/dead-letters/msg_x/replay", "").code())
                    .isEqualTo("webhook.message-unknown");
            assertThat(
                            operator.post(one + "/dead-letters:replay", "")
                                    .json()
                                    .path("replayed")
                                    .asInt())
                    .isEqualTo(1);
            receiver.await(6);

            assertThat(receiver.received())
                    .extracting(message -> message.header("webhook-id"))
                    .containsOnly(receiver.received().getFirst().header("webhook-id"));
        }
    }

    @Test
    void receiverThatAnswers410IsDisabled() throws IOException {
        try (TestServer server = start();
                Receiver receiver = Receiver.start(message -> Receiver.status(410))) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            String one = HOOKS + "/" + hook(operator, receiver.url()).path("id").asString();
            publish(operator, 1);
            Receiver.await(
                    () -> !operator.get(one).json().path("enabled").asBoolean(),
                    Duration.ofSeconds(20));

            assertThat(operator.get(one).text("disabledBecause")).contains("410");
            assertThat(operator.post(one + "/test", "").code()).isEqualTo("webhook.disabled");
            assertThat(operator.get("/api/v1/doctor").body()).contains("webhooks.disabled");
            publish(operator, 2);
            assertThat(receiver.received()).hasSize(1);
        }
    }

    @Test
    void nothingIsLostByARestartInTheMiddle() throws IOException {
        AtomicInteger answers = new AtomicInteger();
        try (Receiver receiver =
                Receiver.start(message ->
                        answers.incrementAndGet() % 3 == 0 ? Receiver.status(500) : Receiver.OK)) {
            try (TestServer server = start()) {
                Api operator = server.api().asOperator();
                operator.tenant("acme");
                hook(operator, receiver.url());
                for (int i = 1; i <= 20; i++) {
                    publish(operator, i);
                }
            }
            try (TestServer server = start()) {
                publish(server.api().asOperator(), 21);
                Receiver.await(() -> targets(receiver).size() == 21, Duration.ofSeconds(30));
            }
            assertThat(targets(receiver)).hasSize(21);
        }
    }

    /** A message may come twice then, under the same id; none may stay away. */
    @Test
    void nothingIsLostByAKill() throws IOException {
        AtomicInteger answers = new AtomicInteger();
        CountDownLatch killed = new CountDownLatch(1);
        Receiver.Behaviour waiting =
                output -> {
                    boolean _ = killed.await(60, TimeUnit.SECONDS);
                    Receiver.OK.answer(output);
                };
        try (Receiver receiver =
                Receiver.start(message -> answers.incrementAndGet() > 3 ? waiting : Receiver.OK)) {
            String[] arguments = {
                "--data=" + folder,
                "--port=0",
                "--gate-port=0",
                "--operator.client-secret=" + Api.OPERATOR_SECRET,
                "--webhooks.allow-private-targets=true",
                "--webhooks.retry-delays=100ms,100ms"
            };
            try (ServerProcess server = ServerProcess.start(Map.of(), arguments)) {
                assertThat(server.untilReady()).contains("ready");
                Api operator = Api.at(server.apiPort()).asOperator();
                operator.tenant("acme");
                hook(operator, receiver.url());
                for (int i = 1; i <= 20; i++) {
                    publish(operator, i);
                }
                receiver.await(4);
                server.kill();
            }
            int before = targets(receiver).size();
            killed.countDown();
            try (ServerProcess server = ServerProcess.start(Map.of(), arguments)) {
                assertThat(server.untilReady()).contains("ready");
                Receiver.await(() -> targets(receiver).size() == 20, Duration.ofSeconds(30));
            }
            assertThat(before).as("the kill came in the middle").isLessThan(20);
        }
    }

    private static List<String> targets(Receiver receiver) {
        return receiver.received().stream()
                .map(message ->
                        message.header("webhook-id")
                                + Answer.parse(message.body()).path("data").path("target"))
                .distinct()
                .toList();
    }

    @Test
    void headOfTheAuditLogIsToldTheOperatorOnly() throws IOException {
        try (TestServer server = start("--audit.head-interval=1s");
                Receiver operators = Receiver.start(message -> Receiver.OK);
                Receiver tenants = Receiver.start(message -> Receiver.OK)) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            hook(operator, "/api/v1/webhooks", operators.url());
            hook(operator, tenants.url());

            operators.await(1);

            JsonNode body = Answer.parse(operators.received().getFirst().body());
            assertThat(body.path("type").asString()).isEqualTo("audit.head");
            assertThat(body.path("data").path("signature").asString()).startsWith("eyJ");
            assertThat(tenants.received()).isEmpty();
            Answer refused =
                    operator.post(
                            HOOKS, "{\"url\":\"https://example.com\",\"events\":[\"audit.head\"]}");
            assertThat(refused.status()).isEqualTo(422);
        }
    }

    /** Without the operator's leave nothing is sent to this machine, whatever its name. */
    @Test
    void targetsInsideAreNotReached() throws IOException {
        try (TestServer server =
                        TestServer.start(
                                folder, "--webhooks.retry-delays=100ms", "--webhooks.timeout=1s");
                Receiver receiver = Receiver.start(message -> Receiver.OK)) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            assertThat(operator.post(HOOKS, "{\"url\":\"" + receiver.url() + "\"}").body())
                    .contains("webhook.url-invalid");
            for (String host :
                    List.of("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "127.1")) {
                Answer made =
                        operator.post(
                                HOOKS,
                                "{\"url\":\"https://" + host + ":" + receiver.port() + "/\"}");
                assertThat(made.status()).as(host + made.body()).isIn(201, 422);
            }
            publish(operator, 1);
            for (JsonNode each : operator.get(HOOKS).json().path("items")) {
                String dead = HOOKS + "/" + each.path("id").asString() + "/dead-letters";
                Receiver.await(
                        () -> operator.get(dead).json().path("items").size() == 1,
                        Duration.ofSeconds(20));
                assertThat(operator.get(dead).body()).contains("has no address");
            }
            assertThat(operator.get(HOOKS).json().path("items").size()).isGreaterThan(2);
            assertThat(receiver.received()).isEmpty();
        }
    }

    @Test
    void secretsAreStoredNowhere() throws IOException {
        String secret;
        try (TestServer server = start();
                Receiver receiver = Receiver.start(message -> Receiver.OK)) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            secret = hook(operator, receiver.url()).path("secret").asString();
            publish(operator, 1);
            receiver.await(1);
            assertThat(operator.get("/api/v1/audit").body())
                    .contains("webhook.created")
                    .doesNotContain("secret-of-the-receiver")
                    .doesNotContain("whsec_");
        }
        String plain = secret.substring("whsec_".length());
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(plain);
            }
        }
    }
}
