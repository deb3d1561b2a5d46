package dev.sallyport.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Revisions that go back unless they are confirmed, on a running server with a real gate. */
final class ConfirmedCommitTest {

    private static final OpenApi DOCUMENT = OpenApi.read();
    private static final String POLICY = "/api/v1/tenants/acme/policy";
    private static final String CONFIRMATION = POLICY + "/confirmation";
    private static final String GATE_PEER = "127.0.0.1";

    /* Denies whoever asks this gate directly, unless the address is left out. */
    private static final String DENYING =
            """
            {"mode":"ENFORCE","rules":[{"id":"bad","effect":"DENY","sources":[{"prefix":"127.0.0.0/8"}]}]}
            """;

    private static final String ELSEWHERE = DENYING.replace("127.0.0.0/8", "203.0.113.0/24");

    @TempDir private Path folder;

    private static OpenApi.Operation operation(String method, String suffix) {
        return DOCUMENT.operation(method, "/api/v1/tenants/{tenant}/policy" + suffix);
    }

    private static Answer publish(Api api, String policy, String query) {
        return api.with("If-Match", api.get(POLICY).etag()).put(POLICY + query, policy);
    }

    private static List<String> missing(Answer status) {
        List<String> missing = new ArrayList<>();
        for (JsonNode each : status.json().get("missing")) {
            missing.add(each.get("what").asString());
        }
        return missing;
    }

    @Test
    void aRevisionStandsOnceItsPublisherWasSeenUnderIt() {
        try (TestServer server = TestServer.start(folder)) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            Answer none = operator.get(CONFIRMATION);
            assertThat(none.code()).isEqualTo("policy.confirmation-unknown");
            DOCUMENT.assertDescribed(operation("GET", "/confirmation"), none);
            Api admin = operator.newClient("acme", "sallyport:read", "sallyport:manage");

            Answer published =
                    publish(admin, ELSEWHERE.replace("ENFORCE", "MONITOR"), "?confirmWithin=PT10M");
            assertThat(published.status()).as(published.body()).isEqualTo(200);
            DOCUMENT.assertDescribed(operation("PUT", ""), published);
            assertThat(Instant.parse(published.header("X-Sallyport-Confirm-By")))
                    .isBetween(Instant.now().plusSeconds(540), Instant.now().plusSeconds(601));

            Answer waiting = admin.get(CONFIRMATION);
            DOCUMENT.assertDescribed(operation("GET", "/confirmation"), waiting);
            assertThat(waiting.etag()).isEqualTo(published.etag());
            assertThat(missing(waiting)).containsExactly("sighting");
            Answer early = admin.post(POLICY + ":confirm", "");
            assertThat(early.code()).isEqualTo("policy.not-confirmable");
            assertThat(early.text("detail")).contains("no request was allowed").contains(GATE_PEER);
            DOCUMENT.assertDescribed(operation("POST", ":confirm"), early);
            Answer second = publish(operator, DENYING, "");
            assertThat(second.code()).isEqualTo("policy.unconfirmed");
            assertThat(second.text("detail")).contains("revision 1").contains("until");
            assertThat(admin.with("If-Match", "\"0.0.0\"").post(POLICY + ":confirm", "").code())
                    .isEqualTo("policy.stale");

            assertThat(server.ask("acme.example.com", GATE_PEER)).isEqualTo(204);
            assertThat(missing(admin.get(CONFIRMATION))).isEmpty();
            Answer confirmed =
                    admin.with("If-Match", published.etag()).post(POLICY + ":confirm", "");
            assertThat(confirmed.status()).as(confirmed.body()).isEqualTo(200);
            DOCUMENT.assertDescribed(operation("POST", ":confirm"), confirmed);
            assertThat(confirmed.etag()).isEqualTo(published.etag());
            assertThat(admin.post(POLICY + ":confirm", "").code())
                    .isEqualTo("policy.confirmation-unknown");
            assertThat(publish(operator, DENYING, "").status()).isEqualTo(200);
            assertThat(standings(operator)).containsExactly("stands", "confirmed", "stands");
        }
    }

    private static List<String> standings(Api api) {
        Answer page = api.get(POLICY + "/revisions");
        DOCUMENT.assertDescribed(operation("GET", "/revisions"), page);
        List<String> all = new ArrayList<>();
        for (JsonNode each : page.json().get("items")) {
            all.add(each.get("standing").asString());
        }
        return all;
    }

    @Test
    void aPublisherWhoIsDeniedCannotConfirmAndTakesItBack() {
        try (TestServer server = TestServer.start(folder)) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            Api admin = operator.newClient("acme", "sallyport:manage");
            assertThat(publish(admin, ELSEWHERE, "").status()).isEqualTo(200);
            Answer denying =
                    publish(
                            operator,
                            DENYING.replace(
                                    "\"sources\":[", "\"sources\":[{\"prefix\":\"198.51.100.7\"},"),
                            "?confirmWithin=PT10M&keepDenies=true");
            assertThat(denying.status()).as(denying.body()).isEqualTo(200);
            assertThat(server.ask("acme.example.com", GATE_PEER)).isEqualTo(403);
            // An operator belongs to no tenant, so nobody has to be seen.
            assertThat(missing(operator.get(CONFIRMATION))).isEmpty();

            Answer reverted = admin.post(POLICY + ":revert?reason=too+much", "");
            assertThat(reverted.status()).as(reverted.body()).isEqualTo(200);
            DOCUMENT.assertDescribed(operation("POST", ":revert"), reverted);
            assertThat(reverted.header("X-Sallyport-Revision")).isEqualTo("3");
            // What was denied anew stays, as was asked for.
            assertThat(reverted.body()).contains("203.0.113.0/24").contains("198.51.100.7");
            assertThat(standings(admin)).containsExactly("stands", "reverted", "stands", "stands");
            JsonNode newest = admin.get(POLICY + "/revisions?limit=1").json().get("items").get(0);
            assertThat(newest.get("kind").asString()).isEqualTo("revert");
            assertThat(newest.get("of").asLong()).isEqualTo(2);
            assertThat(newest.get("reason").asString()).isEqualTo("too much");
            assertThat(newest.get("publishedBy").asString()).startsWith("client:");
            assertThat(actions(operator)).contains("policy.reverted");
        }
    }

    private static List<String> actions(Api operator) {
        List<String> all = new ArrayList<>();
        for (JsonNode each : operator.get("/api/v1/audit?limit=1000").json().get("items")) {
            all.add(each.get("action").asString());
        }
        return all;
    }

    @Test
    void badTermsAreRefusedAndChangeNothing() {
        try (TestServer server = TestServer.start(folder)) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            for (String query :
                    List.of(
                            "?confirmWithin=10m",
                            "?confirmWithin=PT9S",
                            "?confirmWithin=PT24H0.001S",
                            "?confirmWithin=-PT10M",
                            "?confirmWithin=PT10M&confirmWithin=PT10M",
                            "?confirmWithin=P999999999999D",
                            "?keepDenies=true")) {
                assertThat(publish(operator, ELSEWHERE, query).code())
                        .as(query)
                        .isEqualTo("request.bad-parameter");
            }
            assertThat(operator.get(POLICY).header("X-Sallyport-Revision")).isEqualTo("0");
        }
    }

    @Test
    void whatWasDueWhileTheServerWasDeadGoesBackBeforeTheGateAnswers() throws Exception {
        Map<String, String> secret =
                Map.of("SALLYPORT_OPERATOR_CLIENT_SECRET", Api.OPERATOR_SECRET);
        String[] arguments = {"--data=" + folder, "--port=0", "--gate-port=0"};
        Instant published;
        try (ServerProcess server = ServerProcess.start(secret, arguments)) {
            assertThat(server.untilReady()).as(server.errors()).contains("ready");
            Api operator = Api.at(server.apiPort()).asOperator();
            operator.tenant("acme");
            Answer answer = publish(operator, DENYING, "?confirmWithin=PT10S");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            published = Instant.now();
            assertThat(RawHttp.ask(server.gatePort(), "acme.example.com", GATE_PEER))
                    .isEqualTo(403);
            server.kill();
        }
        Duration rest = Duration.between(Instant.now(), published.plusSeconds(11));
        Thread.sleep(rest.isNegative() ? Duration.ZERO : rest);
        try (ServerProcess server = ServerProcess.start(secret, arguments)) {
            assertThat(server.untilReady()).as(server.errors()).contains("ready");
            assertThat(RawHttp.ask(server.gatePort(), "acme.example.com", GATE_PEER))
                    .isEqualTo(204);
            Api operator = Api.at(server.apiPort()).asOperator();
            assertThat(standings(operator)).containsExactly("stands", "reverted", "stands");
            JsonNode newest = operator.get(POLICY + "/revisions").json().get("items").get(0);
            assertThat(newest.get("publishedBy").asString()).isEqualTo("program");
            assertThat(newest.get("reason").asString()).contains("not confirmed within PT10S");
            assertThat(server.errors()).contains("went back");
        }
    }

    @Test
    void ofAHundredPublishersWithOneTagOneWinsAndTheOthersGetThroughWhenTheyReadAgain()
            throws Exception {
        int publishers = 100;
        try (TestServer server = TestServer.start(folder);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Api operator = server.api().asOperator();
            operator.tenant("acme");
            String tag = operator.get(POLICY).etag();
            List<Callable<Answer>> rivals = new ArrayList<>();
            List<Callable<Integer>> patient = new ArrayList<>();
            for (int i = 0; i < publishers; i++) {
                String policy = ELSEWHERE.replace("203.0.113.0/24", "10.1." + i + ".0/24");
                rivals.add(() -> operator.with("If-Match", tag).put(POLICY, policy));
                patient.add(() -> untilPublished(operator, policy));
            }
            List<String> codes = new ArrayList<>();
            for (Future<Answer> each : threads.invokeAll(rivals)) {
                codes.add(each.get().status() == 200 ? "published" : each.get().code());
            }
            assertThat(codes).filteredOn("published"::equals).hasSize(1);
            assertThat(codes).filteredOn("policy.stale"::equals).hasSize(publishers - 1);

            int attempts = 0;
            for (Future<Integer> each : threads.invokeAll(patient)) {
                attempts += each.get();
            }
            assertThat(attempts).isGreaterThan(publishers);
            assertThat(operator.get(POLICY).header("X-Sallyport-Revision"))
                    .isEqualTo(Integer.toString(publishers + 1));
            isChained(operator);
        }
    }

    private static int untilPublished(Api operator, String policy) {
        for (int attempt = 1; attempt <= 10_000; attempt++) {
            Answer answer = publish(operator, policy, "");
            if (answer.status() == 200) {
                return attempt;
            }
            assertThat(answer.code()).isEqualTo("policy.stale");
        }
        throw new AssertionError("never published");
    }

    private static void isChained(Api operator) {
        String expected = "";
        for (JsonNode each : operator.get("/api/v1/audit?limit=1000").json().get("items")) {
            if (!expected.isEmpty()) {
                assertThat(each.get("hash").asString()).isEqualTo(expected);
            }
            expected = each.get("previousHash").asString();
        }
        assertThat(expected).isEqualTo("0".repeat(64));
    }
}
