package dev.sallyport.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Whom changes lock out, through a real server that has seen them. */
final class LockOutTest {

    private static final OpenApi DOCUMENT = OpenApi.read();
    private static final OpenApi.Operation PUT =
            DOCUMENT.operation("PUT", "/api/v1/tenants/{tenant}/policy");
    private static final OpenApi.Operation PUT_LIST =
            DOCUMENT.operation("PUT", "/api/v1/tenants/{tenant}/lists/{list}");

    @TempDir private static Path folder;
    private static TestServer server;
    private static Api operator;

    @BeforeAll
    static void start() {
        server =
                TestServer.start(
                        folder,
                        "--gate.trusted-proxies=127.0.0.1",
                        "--observations.interval=1s",
                        "--server.trusted-proxies=127.0.0.1");
        operator = server.api().with("X-Forwarded-For", "198.51.100.250").asOperator();
        assertThat(
                        operator.put(
                                        "/api/v1/channels",
                                        "[{\"id\":\"sso\",\"paths\":[\"/saml/\"]}]")
                                .status())
                .isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String policy(String tenant) {
        return "/api/v1/tenants/" + tenant + "/policy";
    }

    private static String allowing(String... prefixes) {
        List<String> sources =
                Arrays.stream(prefixes).map(each -> "{\"prefix\":\"" + each + "\"}").toList();
        return "{\"mode\":\"ENFORCE\",\"rules\":[{\"id\":\"office\",\"effect\":\"ALLOW\",\"sources\":["
                + String.join(",", sources)
                + "]}]}";
    }

    private static void saw(String tenant, String id, String address) {
        Answer answer =
                operator.newClient(tenant, "sallyport:report")
                        .post(
                                "/api/v1/tenants/" + tenant + "/sightings",
                                "{\"sightings\":[{\"principal\":{\"kind\":\"user\",\"id\":\"%s\"},\"roles\":[\"admin\"],\"address\":\"%s\",\"at\":\"%s\",\"success\":true}]}"
                                        .formatted(
                                                id,
                                                address,
                                                Instant.now().minus(Duration.ofHours(1))));
        assertThat(answer.json().path("accepted").asInt()).as(answer.body()).isEqualTo(1);
    }

    @Test
    void allAdminsAreNotLockedOutSomeAreReported() {
        operator.tenant("acme");
        saw("acme", "alice", "203.0.113.9");
        saw("acme", "bob", "198.51.100.7");
        Api first = operator.with("If-Match", "*");

        Answer refused = first.put(policy("acme"), allowing("192.0.2.0/24"));
        DOCUMENT.assertDescribed(PUT, refused);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("policy.would-lock-out");
        assertThat(refused.json().path("errors").size()).isEqualTo(2);
        assertThat(refused.body())
                .contains("add `203.0.113.9` to `sources` of rule `office`")
                .contains("add `198.51.100.7` to `sources` of rule `office`");

        Answer asked = first.put(policy("acme") + "?dryRun=true", allowing("203.0.113.0/24"));
        DOCUMENT.assertDescribed(PUT, asked);
        Answer done = first.put(policy("acme"), allowing("203.0.113.0/24"));
        DOCUMENT.assertDescribed(PUT, done);
        assertThat(done.status()).as(done.body()).isEqualTo(200);
        JsonNode impact = done.json().path("impact");
        assertThat(asked.json().path("impact")).isEqualTo(impact);
        assertThat(impact.path("deniesMore").asBoolean()).isTrue();
        assertThat(impact.path("judged").path("admins").asInt()).isEqualTo(2);
        assertThat(impact.path("peopleSource").asString()).isEqualTo("sightings");
        assertThat(impact.path("lockedOut").size()).isEqualTo(1);
        JsonNode bob = impact.path("lockedOut").get(0);
        assertThat(bob.path("kind").asString()).isEqualTo("admin");
        assertThat(bob.path("principal").path("id").asString()).isEqualTo("bob");
        assertThat(bob.path("address").asString()).isEqualTo("198.51.100.7");
        assertThat(bob.path("smallestEntry").asString()).isEqualTo("198.51.100.7/32");
        assertThat(bob.path("from").isNull()).isTrue();

        // What was answered may be sent again, as after editing.
        Answer again = operator.with("If-Match", done.etag()).put(policy("acme"), done.body());
        assertThat(again.status()).as(again.body()).isEqualTo(200);
        assertThat(again.json().path("impact").path("deniesMore").asBoolean()).isFalse();

        // The entries that were named save them.
        Answer mended =
                operator.with("If-Match", again.etag())
                        .put(policy("acme"), allowing("203.0.113.0/24", "198.51.100.7/32"));
        assertThat(mended.json().path("impact").path("lockedOut").isEmpty()).isTrue();
    }

    @Test
    void aListIsJudgedByThePolicyThatMayComeBackAsWell() {
        operator.tenant("waiting");
        saw("waiting", "alice", "203.0.113.9");
        String list = "/api/v1/tenants/waiting/lists/vpn";
        Answer made = operator.put(list, "{\"entries\":[{\"prefix\":\"203.0.113.0/24\"}]}");
        Answer base =
                operator.with("If-Match", "*")
                        .put(
                                policy("waiting"),
                                allowing("192.0.2.0/24")
                                        .replace(
                                                "\"prefix\":\"192.0.2.0/24\"", "\"list\":\"vpn\""));
        assertThat(base.status()).as(base.body()).isEqualTo(200);
        Answer waits =
                operator.with("If-Match", base.etag())
                        .put(policy("waiting") + "?confirmWithin=PT1H", allowing("203.0.113.0/24"));
        assertThat(waits.status()).as(waits.body()).isEqualTo(200);

        Answer refused =
                operator.with("If-Match", made.etag())
                        .put(list, "{\"entries\":[{\"prefix\":\"192.0.2.0/24\"}]}");

        assertThat(refused.status()).as(refused.body()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("policy.would-lock-out");
        assertThat(refused.body()).contains("if the revision that waits goes back, ");
        assertThat(operator.get(list).etag()).isEqualTo(made.etag());
    }

    @Test
    void whatOnlyOpensIsNotHeldAgainstACallerWhoIsDeniedAlready() {
        operator.tenant("opening");
        Answer base =
                operator.with("If-Match", "*").put(policy("opening"), allowing("203.0.113.0/24"));
        Api outside =
                operator.newClient("opening", "sallyport:manage")
                        .with("X-Forwarded-For", "198.51.100.77");

        Answer opened =
                outside.with("If-Match", base.etag())
                        .put(policy("opening"), allowing("203.0.113.0/24", "192.0.2.0/24"));
        Answer closing =
                outside.with("If-Match", opened.etag())
                        .put(policy("opening"), allowing("203.0.113.0/24"));

        assertThat(opened.status()).as(opened.body()).isEqualTo(200);
        assertThat(opened.json().path("impact").path("deniesMore").asBoolean(true)).isFalse();
        assertThat(closing.code()).isEqualTo("policy.would-lock-out");
    }

    @Test
    void refusalAndOverrideAreAudited() {
        operator.tenant("audited");
        saw("audited", "alice", "203.0.113.9");
        Api first = operator.with("If-Match", "*");
        assertThat(first.put(policy("audited"), allowing("192.0.2.0/24")).status()).isEqualTo(409);
        assertThat(first.put(policy("audited"), allowing("192.0.2.0/24")).status()).isEqualTo(409);

        Answer done =
                first.put(
                        policy("audited") + "?override=policy.would-lock-out&reason=moving%20house",
                        allowing("192.0.2.0/24"));

        assertThat(done.status()).as(done.body()).isEqualTo(200);
        assertThat(done.json().path("impact").path("lockedOut").size()).isEqualTo(1);
        List<String> actions = new ArrayList<>();
        for (JsonNode item : operator.get("/api/v1/audit?limit=1000").json().path("items")) {
            if (item.path("tenant").asString("").equals("audited")) {
                actions.add(item.path("action").asString() + " " + item.path("overrides"));
            }
        }
        assertThat(actions)
                .containsOnlyOnce(
                        "policy.lock-out-refused []",
                        "policy.published [\"policy.would-lock-out\"]");
    }

    @Test
    void draftsAreJudged() {
        operator.tenant("drafted");
        saw("drafted", "alice", "203.0.113.9");
        Answer draft =
                operator.with("If-Match", "*")
                        .put(policy("drafted") + "/draft", allowing("192.0.2.0/24"));
        assertThat(draft.status()).as(draft.body()).isEqualTo(200);

        Answer refused =
                operator.with("If-Match", draft.etag())
                        .post(policy("drafted") + "/draft:publish", "");

        assertThat(refused.code()).isEqualTo("policy.would-lock-out");
    }

    @Test
    void listsAreJudged() {
        operator.tenant("listed");
        saw("listed", "alice", "203.0.113.9");
        saw("listed", "bob", "198.51.100.7");
        String list = "/api/v1/tenants/listed/lists/vpn";
        Answer made =
                operator.with("If-None-Match", "*")
                        .put(list, "{\"entries\":[{\"prefix\":\"0.0.0.0/0\"}]}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        DOCUMENT.assertDescribed(PUT_LIST, made);
        Answer published =
                operator.with("If-Match", "*")
                        .put(
                                policy("listed"),
                                "{\"mode\":\"ENFORCE\",\"rules\":[{\"id\":\"vpn\",\"effect\":\"ALLOW\",\"sources\":[{\"list\":\"vpn\"}]}]}");
        assertThat(published.status()).as(published.body()).isEqualTo(200);

        Answer refused =
                operator.with("If-Match", made.etag())
                        .put(list, "{\"entries\":[{\"prefix\":\"192.0.2.0/24\"}]}");
        assertThat(refused.code()).isEqualTo("policy.would-lock-out");
        DOCUMENT.assertDescribed(PUT_LIST, refused);
        Answer later =
                operator.with("If-Match", made.etag())
                        .put(
                                list,
                                "{\"entries\":[{\"prefix\":\"192.0.2.0/24\"},{\"prefix\":\"0.0.0.0/0\",\"expiresAt\":\"%s\"}]}"
                                        .formatted(Instant.now().plus(Duration.ofDays(30))));
        assertThat(later.code()).as("an entry that ends").isEqualTo("policy.would-lock-out");

        Answer partly =
                operator.with("If-Match", made.etag())
                        .put(list, "{\"entries\":[{\"prefix\":\"203.0.113.0/24\"}]}");
        DOCUMENT.assertDescribed(PUT_LIST, partly);
        assertThat(partly.status()).as(partly.body()).isEqualTo(200);
        assertThat(partly.json().path("impact").path("lockedOut").get(0).path("detail").asString())
                .isEqualTo(
                        "admin `user:bob`, last seen at `198.51.100.7`, would be denied (not-in-allow-list)");
        assertThat(operator.with("If-Match", partly.etag()).delete(list).code())
                .as("a list that is in use is not removed")
                .isEqualTo("list.in-use");
    }

    @Test
    void callersBehindAnUnnamedProxyAreNotBelieved() {
        operator.tenant("proxied");
        Answer client = operator.client("proxied", "sallyport:manage", "sallyport:override");
        Api manager =
                server.api()
                        .with("X-Forwarded-For", "10.1.2.3")
                        .as(client.text("client_id"), client.text("client_secret"))
                        .with("If-Match", "*");
        String everybody = allowing("0.0.0.0/0");

        Answer refused = manager.put(policy("proxied"), everybody);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("caller-address-unreliable");
        DOCUMENT.assertDescribed(PUT, refused);
        assertThat(
                        manager.put(
                                        policy("proxied")
                                                + "?override=caller-address-unreliable&reason=intranet",
                                        everybody)
                                .status())
                .isEqualTo(200);
    }

    @Test
    void callbacksThatTheGateLetInAreReported() throws Exception {
        operator.tenant("called");
        String answer =
                RawHttp.send(
                        server.gatePort(),
                        "GET / HTTP/1.1\r\nHost: called.example.com\r\nX-Forwarded-For: 203.0.113.81\r\nX-Original-URI: /saml/acs\r\nConnection: close\r\n\r\n");
        assertThat(RawHttp.status(answer)).as(answer).isEqualTo(204);
        Instant end = Instant.now().plusSeconds(30);
        while (operator.get("/api/v1/tenants/called/observations").json().path("items").isEmpty()) {
            assertThat(Instant.now()).as("observations are stored").isBefore(end);
            Thread.sleep(100);
        }

        Answer done =
                operator.with("If-Match", "*").put(policy("called"), allowing("192.0.2.0/24"));

        assertThat(done.status()).as(done.body()).isEqualTo(200);
        DOCUMENT.assertDescribed(PUT, done);
        JsonNode callback = done.json().path("impact").path("lockedOut").get(0);
        assertThat(callback.path("kind").asString()).isEqualTo("callback");
        assertThat(callback.path("channel").asString()).isEqualTo("sso");
        assertThat(callback.path("address").asString()).isEqualTo("203.0.113.81");
        assertThat(callback.path("smallestEntry").asString()).isEqualTo("203.0.113.81/32");
    }
}
