package dev.sallyport.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feeds that a server follows over real sockets, and policies that name their parts. */
final class FeedsTest {

    private static final String INSIDE = "20.0.7.9";

    @TempDir private Path folder;
    private final FeedPublisher publisher = new FeedPublisher();

    @BeforeEach
    void publish() {
        publisher.publishes(FeedPublisher.aws(10, 0, 90));
    }

    @AfterEach
    void close() {
        publisher.close();
    }

    private TestServer start(String... further) {
        String[] all = new String[further.length + 3];
        all[0] = "--feeds.sources=aws=" + publisher.url("/ip-ranges.json");
        all[1] = "--gate.trusted-proxies=127.0.0.1";
        all[2] = "--feeds.timeout=2s";
        System.arraycopy(further, 0, all, 3, further.length);
        return TestServer.start(folder.resolve("data"), all);
    }

    private static void until(String what, BooleanSupplier reached) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (!reached.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(end);
            Thread.sleep(50);
        }
    }

    private static void loaded(Api operator) throws InterruptedException {
        until("the feed is loaded", () -> feed(operator, "edition").equals("2026-04-15"));
    }

    private static String feed(Api api, String member) {
        return api.get("/api/v1/feeds").json().at("/feeds/0/" + member).asString("");
    }

    private static Answer put(Api operator, String tenant, String list) {
        return operator.with("If-Match", "*")
                .put(
                        "/api/v1/tenants/" + tenant + "/policy",
                        "{\"mode\":\"ENFORCE\",\"rules\":[{\"id\":\"cloud\",\"effect\":\"ALLOW\",\"sources\":[{\"list\":\"%s\"}]}]}"
                                .formatted(list));
    }

    private static Answer refresh(Api operator, String query) {
        return operator.post("/api/v1/feeds/aws/refresh" + query, "");
    }

    private static long sequence(Api api, String tenant) {
        return api.post("/api/v1/tenants/" + tenant + "/check", "{\"address\":\"192.0.2.1\"}")
                .json()
                .get("sequence")
                .asLong();
    }

    @Test
    void policiesNamePartsAndFollowThem() throws Exception {
        try (TestServer server = start("--feeds.interval=1h")) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            operator.tenant("globex");
            operator.tenant("initech");
            loaded(operator);
            assertThat(put(operator, "acme", "feed:aws/us-east-1/EC2").status()).isEqualTo(200);
            assertThat(put(operator, "globex", "feed:aws/eu-west-1").status()).isEqualTo(200);
            // A part that the feed does not have is a list that never was loaded.
            Answer missing = put(operator, "initech", "feed:aws/us-esat-1/EC2");
            assertThat(missing.code()).isEqualTo("policy.list-missing");
            assertThat(put(operator, "initech", "feed:azure").code())
                    .isEqualTo("policy.list-missing");

            assertThat(server.ask("acme.example.com", INSIDE)).isEqualTo(204);
            assertThat(server.ask("acme.example.com", "20.9.1.1")).isEqualTo(403);
            assertThat(server.ask("globex.example.com", "20.9.1.1")).isEqualTo(204);
            Answer check =
                    operator.post("/api/v1/tenants/acme/check", "{\"address\":\"" + INSIDE + "\"}");
            assertThat(check.body()).contains("\"entry\":\"v4-14000700-24\"");

            long acme = sequence(operator, "acme");
            long globex = sequence(operator, "globex");
            publisher.publishes(FeedPublisher.aws(11, 10, 90));
            assertThat(refresh(operator, "").status()).isEqualTo(200);

            assertThat(server.ask("acme.example.com", INSIDE)).isEqualTo(403);
            assertThat(server.ask("acme.example.com", "20.0.99.1")).isEqualTo(204);
            assertThat(sequence(operator, "acme")).isEqualTo(acme + 1);
            assertThat(sequence(operator, "globex")).isEqualTo(globex);
            Answer changes = operator.get("/api/v1/feeds/aws/changes");
            assertThat(changes.json().at("/changes/0/added").asInt()).isEqualTo(10);
            assertThat(changes.json().at("/changes/0/removed").asInt()).isEqualTo(10);
            assertThat(changes.body()).contains("20.0.7.0/24").contains("us-east-1 EC2");
            assertThat(operator.get("/api/v1/audit").body())
                    .contains("\"feed.replaced\"")
                    .contains("10 prefixes added, 10 removed, 0 changed");

            // Another stamp alone is no change.
            publisher.publishes(FeedPublisher.aws(12, 10, 90));
            assertThat(refresh(operator, "").json().at("/lastAttempt/outcome").asString())
                    .isEqualTo("unchanged");
            assertThat(sequence(operator, "acme")).isEqualTo(acme + 1);
            int before = publisher.notModified.get();
            assertThat(refresh(operator, "").status()).isEqualTo(200);
            assertThat(publisher.notModified.get()).isEqualTo(before + 1);
        }
    }

    /* Each is named, and what was in force goes on deciding. */
    @Test
    void whateverComesInsteadTheLastGoodGoesOn() throws Exception {
        try (TestServer server = start("--feeds.interval=1h", "--feeds.max-size=1MiB")) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            loaded(operator);
            assertThat(put(operator, "acme", "feed:aws/us-east-1/EC2").status()).isEqualTo(200);
            long sequence = sequence(operator, "acme");

            publisher.says(500, "");
            refused(server, operator, "fetch.status");
            publisher.says(200, "<html><title>502 Bad Gateway</title></html>");
            refused(server, operator, "page: ");
            publisher.says(200, "");
            refused(server, operator, "empty: ");
            publisher.says(200, FeedPublisher.aws(11, 0, 90).substring(0, 4000));
            refused(server, operator, "not-json: ");
            publisher.says(200, "{\"message\":\"API rate limit exceeded\"}");
            refused(server, operator, "unknown-format: ");
            publisher.says(200, FeedPublisher.aws(11, 0, 90).replace("20.0.5.0/24", "10.0.0.0/8"));
            refused(server, operator, "reserved: ");
            publisher.says(200, FeedPublisher.aws(11, 0, 90).replace("20.0.5.0/24", "20.0.5.1/24"));
            refused(server, operator, "bad-prefix: ");
            publisher.says(200, FeedPublisher.aws(11, 0, 90).replace("20.0.5.0/24", "0.0.0.0/0"));
            refused(server, operator, "too-broad: ");
            publisher.says(200, FeedPublisher.aws(11, 0, 40));
            refused(server, operator, "shrunk: ");
            publisher.says(200, FeedPublisher.aws(9, 1, 90));
            refused(server, operator, "stamp-went-back: ");
            publisher.answers(exchange -> {
                exchange.getResponseHeaders().set("Location", "/again" + publisher.requests.get());
                exchange.sendResponseHeaders(302, -1);
            });
            refused(server, operator, "redirect");
            publisher.answers(exchange -> {
                exchange.sendResponseHeaders(200, 100_000_000);
                byte[] block = new byte[1 << 16];
                for (int i = 0; i < 100_000_000 / block.length; i++) {
                    exchange.getResponseBody().write(block);
                }
            });
            refused(server, operator, "fetch.too-large");
            publisher.answers(exchange -> {
                exchange.sendResponseHeaders(200, 1000);
                for (int i = 0; i < 100; i++) {
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                    try {
                        Thread.sleep(100);
                    } catch (InterruptedException stopped) {
                        return;
                    }
                }
            });
            refused(server, operator, "fetch.too-slow");
            publisher.answers(exchange -> {
                exchange.sendResponseHeaders(200, 5_000);
                exchange.getResponseBody().write("{\"syncToken\"".getBytes(UTF_8));
            });
            refused(server, operator, "fetch.truncated");
            assertThat(sequence(operator, "acme")).isEqualTo(sequence);
            assertThat(operator.get("/api/v1/doctor").body()).contains("feed.unreachable");
            assertThat(operator.get("/metrics").body())
                    .contains(
                            "sallyport_feed_last_attempt{feed=\"aws\",outcome=\"unreachable\"} 1");

            // A redirection that leads to the document is followed.
            publisher.answers(exchange -> {
                if (exchange.getRequestURI().getPath().equals("/there")) {
                    byte[] bytes = FeedPublisher.aws(13, 1, 90).getBytes(UTF_8);
                    exchange.sendResponseHeaders(200, bytes.length);
                    exchange.getResponseBody().write(bytes);
                } else {
                    exchange.getResponseHeaders().set("Location", "/there");
                    exchange.sendResponseHeaders(301, -1);
                }
            });
            assertThat(refresh(operator, "").status()).isEqualTo(200);
            assertThat(sequence(operator, "acme")).isEqualTo(sequence + 1);
        }
    }

    private static void refused(TestServer server, Api operator, String reason) {
        Answer answer = refresh(operator, "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(409);
        assertThat(answer.body()).contains(reason);
        assertThat(server.ask("acme.example.com", INSIDE)).isEqualTo(204);
        assertThat(operator.get("/api/v1/feeds").body()).contains(reason);
    }

    @Test
    void aLargeDifferenceIsTakenWithAReason() throws Exception {
        try (TestServer server = start("--feeds.interval=1h")) {
            Api operator = server.api().asOperator();
            loaded(operator);
            publisher.publishes(FeedPublisher.aws(11, 0, 20));

            assertThat(refresh(operator, "").code()).isEqualTo("feed.too-different");
            assertThat(refresh(operator, "?accept-difference=true").code())
                    .isEqualTo("override.reason-missing");
            assertThat(refresh(operator, "?accept-difference=true&reason=announced").status())
                    .isEqualTo(200);
            assertThat(operator.get("/api/v1/feeds").json().at("/feeds/0/prefixes").asInt())
                    .isEqualTo(23);
            assertThat(operator.get("/api/v1/audit").body())
                    .contains("\"overrides\":[\"feed.too-different\"]")
                    .contains("announced");
            // What is no feed is never taken.
            publisher.says(200, "<html>");
            assertThat(refresh(operator, "?accept-difference=true&reason=x").code())
                    .isEqualTo("feed.unusable");
        }
    }

    @Test
    void anEditionThatLocksOutAllAdminsIsNotTaken() throws Exception {
        try (TestServer server = start("--feeds.interval=1h")) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            loaded(operator);
            Answer sighted =
                    operator.newClient("acme", "sallyport:report")
                            .post(
                                    "/api/v1/tenants/acme/sightings",
                                    "{\"sightings\":[{\"principal\":{\"kind\":\"user\",\"id\":\"alice\"},\"roles\":[\"admin\"],\"address\":\"%s\",\"at\":\"%s\",\"success\":true}]}"
                                            .formatted(INSIDE, Instant.now().minusSeconds(60)));
            assertThat(sighted.json().path("accepted").asInt()).as(sighted.body()).isEqualTo(1);
            assertThat(put(operator, "acme", "feed:aws/us-east-1/EC2").status()).isEqualTo(200);

            publisher.publishes(FeedPublisher.aws(11, 10, 90));
            Answer refused = refresh(operator, "");

            assertThat(refused.code()).as(refused.body()).isEqualTo("feed.would-lock-out");
            assertThat(server.ask("acme.example.com", INSIDE)).isEqualTo(204);
            assertThat(operator.get("/api/v1/audit").body()).contains("policy.lock-out-refused");
            assertThat(refresh(operator, "?accept-difference=true&reason=they%20moved").status())
                    .isEqualTo(200);
            assertThat(server.ask("acme.example.com", INSIDE)).isEqualTo(403);
        }
    }

    @Test
    void aRestartGoesOnWithTheLastGoodWhenTheSourceIsDown() throws Exception {
        long sequence;
        try (TestServer server = start("--feeds.interval=1h")) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            loaded(operator);
            assertThat(put(operator, "acme", "feed:aws/us-east-1/EC2").status()).isEqualTo(200);
            sequence = sequence(operator, "acme");
        }
        publisher.says(503, "");
        try (TestServer server = start("--feeds.interval=1h")) {
            Api operator = server.api().asOperator();
            assertThat(server.ask("acme.example.com", INSIDE)).isEqualTo(204);
            assertThat(server.ask("acme.example.com", "203.0.113.1")).isEqualTo(403);
            assertThat(sequence(operator, "acme")).isEqualTo(sequence);
            until("it was tried", () -> !feed(operator, "lastAttempt/outcome").isEmpty());
            assertThat(feed(operator, "lastAttempt/outcome")).isEqualTo("unreachable");
            assertThat(
                            operator.get("/api/v1/feeds/aws/changes")
                                    .json()
                                    .at("/changes/0/added")
                                    .asInt())
                    .isEqualTo(93);
        }
        // Without the feed the list never was loaded: in doubt, and doubt counts against access.
        try (TestServer server =
                TestServer.start(folder.resolve("data"), "--gate.trusted-proxies=127.0.0.1")) {
            assertThat(server.ask("acme.example.com", INSIDE)).isEqualTo(403);
            assertThat(sequence(server.api().asOperator(), "acme")).isEqualTo(sequence + 1);
        }
    }

    /* A withdrawn region is an empty list, not one in doubt: a DENY rule that names it would deny everybody. */
    @Test
    void aPartThatIsWithdrawnIsEmptyAlsoBehindARestart() throws Exception {
        try (TestServer server = start("--feeds.interval=1h")) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            loaded(operator);
            Answer published =
                    operator.with("If-Match", "*")
                            .put(
                                    "/api/v1/tenants/acme/policy",
                                    "{\"mode\":\"ENFORCE\",\"rules\":[{\"id\":\"no\",\"effect\":\"DENY\",\"sources\":[{\"list\":\"feed:aws/eu-west-1/S3\"}]}]}");
            assertThat(published.status()).as(published.body()).isEqualTo(200);
            assertThat(server.ask("acme.example.com", "20.9.1.1")).isEqualTo(403);
            publisher.publishes(
                    FeedPublisher.aws(11, 0, 90).replace("\"eu-west-1\"", "\"eu-west-9\""));
            assertThat(refresh(operator, "").status()).isEqualTo(200);
            assertThat(server.ask("acme.example.com", "20.9.1.1")).isEqualTo(204);
            assertThat(server.ask("acme.example.com", "203.0.113.1")).isEqualTo(204);
        }
        try (TestServer server = start("--feeds.interval=1h")) {
            assertThat(server.ask("acme.example.com", "20.9.1.1")).isEqualTo(204);
        }
    }

    @Test
    void filesAreFollowedAndRegionsAreFound() throws Exception {
        Path file = Files.writeString(folder.resolve("list.txt"), "20.0.7.0/25\n2606:4700::/32\n");
        try (TestServer server =
                TestServer.start(
                        folder.resolve("data"),
                        "--feeds.interval=200ms",
                        "--feeds.sources=aws=" + publisher.url("/x") + ",cdn=" + file)) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            loaded(operator);
            Api reader = operator.newClient("acme", "sallyport:read");
            until(
                    "both are loaded",
                    () ->
                            reader.get("/api/v1/regions?address=" + INSIDE)
                                            .json()
                                            .at("/answers")
                                            .size()
                                    == 2);
            Answer regions = reader.get("/api/v1/regions?address=" + INSIDE);
            assertThat(regions.json().at("/answers/0/prefix").asString()).isEqualTo("20.0.7.0/25");
            assertThat(regions.json().at("/answers/1/region").asString()).isEqualTo("us-east-1");
            assertThat(regions.json().at("/answers/1/feedDate").asString()).isEqualTo("2026-04-15");
            assertThat(reader.get("/api/v1/regions?address=20.0.7").code())
                    .isEqualTo("request.bad-parameter");
            assertThat(reader.get("/api/v1/regions").code()).isEqualTo("request.bad-parameter");
            assertThat(reader.get("/api/v1/feeds").body())
                    .doesNotContain("127.0.0.1")
                    .doesNotContain("list.txt");
            assertThat(reader.post("/api/v1/feeds/aws/refresh", "").status()).isEqualTo(403);
            assertThat(operator.post("/api/v1/feeds/none/refresh", "").code())
                    .isEqualTo("feed.unknown");

            Files.writeString(file, "20.0.7.0/25\n20.0.7.128/25\n2606:4700::/32\n");
            until(
                    "the file was read again",
                    () ->
                            reader.get("/api/v1/regions?address=20.0.7.200")
                                            .json()
                                            .at("/answers")
                                            .size()
                                    == 2);
        }
    }

    @Test
    void saysThatAPartIsTooLarge() throws Exception {
        publisher.publishes(FeedPublisher.aws(10, 0, 90).replace("20.0.5.0/24", "23.0.0.0/10"));
        try (TestServer server = start("--feeds.interval=1h")) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            loaded(operator);
            Answer published = put(operator, "acme", "feed:aws/us-east-1/EC2");

            assertThat(published.status()).as(published.body()).isEqualTo(200);
            assertThat(published.body())
                    .contains("feed-too-large")
                    .contains("everybody who rents there");
            assertThat(operator.get("/api/v1/tenants/acme/policy/findings").body())
                    .contains("entry.feed-too-large");
        }
    }

    @Test
    void fetchesNothingUnasked() {
        try (TestServer server = TestServer.start(folder.resolve("data"))) {
            assertThat(server.api().asOperator().get("/api/v1/feeds").body())
                    .isEqualTo("{\"feeds\":[]}");
            assertThat(publisher.requests.get()).isZero();
        }
    }
}
