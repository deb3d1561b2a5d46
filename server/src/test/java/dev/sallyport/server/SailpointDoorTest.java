package dev.sallyport.server;

import static dev.sallyport.server.SailpointServer.DOOR;
import static dev.sallyport.server.SailpointServer.NETWORK;
import static dev.sallyport.server.SailpointServer.PROFILES;
import static dev.sallyport.server.SailpointServer.SAMPLE;
import static dev.sallyport.server.SailpointServer.patch;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What the configuration of networks and countries means, and that the policy stays the truth. */
final class SailpointDoorTest {

    @TempDir Path folder;
    private SailpointServer server;

    @BeforeEach
    void start() {
        server = SailpointServer.start(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static void ok(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static void refused(Answer answer, String... causes) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.text("detailCode")).startsWith("400.1");
        assertThat(answer.text("trackingId")).matches("[0-9a-f]{32}");
        assertThat(answer.json().at("/causes").toString()).contains(causes);
    }

    @Test
    void thePublishedSampleWorksAndIsEnforced() {
        Api client = server.manager();
        Answer absent = client.get(NETWORK);
        assertThat(absent.status()).isEqualTo(404);
        assertThat(absent.text("detailCode")).isEqualTo("404 Not found");
        assertThat(absent.header("X-Sallyport-Mode")).isEqualTo("MONITOR");

        Answer made = client.post(NETWORK, SAMPLE);
        ok(made);
        assertThat(made.body()).isEqualTo(SAMPLE);
        assertThat(made.header("X-Sallyport-Mode")).isEqualTo("ENFORCE");
        assertThat(client.get(NETWORK).body()).isEqualTo(SAMPLE);

        assertThat(server.evaluated("1.3.7.2", "/ui/")).isEqualTo("allow");
        assertThat(server.evaluated("1.3.7.3", "/ui/")).as("off network").isEqualTo("deny");
        assertThat(server.evaluated("203.0.113.7", "/ui/")).as("in France").isEqualTo("deny");
        assertThat(server.evaluated("198.51.100.1", "/saml/acs")).as("sso").isEqualTo("allow");
        assertThat(server.server().ask("acme.example.com", "1.3.7.3")).isEqualTo(403);
        assertThat(server.policy())
                .contains("\"id\":\"sailpoint-network\"", "\"id\":\"sailpoint-countries\"")
                .contains("\"exceptChannels\":[\"sso\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v3/auth-org/network-config",
                "/v2024/auth-org/network-config",
                "/v2025/auth-org/network-config",
                "/v2026/auth-org/network-config",
                "/auth-org/v1/network-config",
                "//v3/auth-org/network-config"
            })
    void everyGenerationHasItsPath(String path) {
        Api client = server.manager();
        ok(client.post(DOOR + path, SAMPLE));
        assertThat(client.get(NETWORK).body()).isEqualTo(SAMPLE);
        ok(
                patch(
                        client,
                        DOOR + path,
                        "[{\"op\":\"test\",\"path\":\"/range/0\",\"value\":\"1.3.7.2\"}]"));
        assertThat(client.get(DOOR + path).body()).isEqualTo(SAMPLE);
    }

    @Test
    void bothConditionsMustHold() {
        Api client = server.manager();
        ok(
                client.post(
                        NETWORK,
                        "{\"range\":[\"1.3.7.0/24\",\"203.0.113.0/24\",\"198.51.100.0/24\"],"
                                + "\"geolocation\":[\"CA\",\"FR\"],\"whitelisted\":true}"));
        assertThat(server.evaluated("1.3.7.9", "/")).isEqualTo("allow");
        assertThat(server.evaluated("203.0.113.1", "/")).isEqualTo("allow");
        assertThat(server.evaluated("198.51.100.1", "/")).as("another country").isEqualTo("deny");
        assertThat(server.evaluated("203.0.113.200", "/"))
                .as("no country is known, and trusted ones are listed")
                .isEqualTo("deny");

        ok(
                patch(
                        client,
                        NETWORK,
                        "[{\"op\":\"replace\",\"path\":\"/whitelisted\",\"value\":false},"
                                + "{\"op\":\"replace\",\"path\":\"/geolocation\",\"value\":[\"US\",\"ZZ\",\"QQ\"]}]"));
        assertThat(server.evaluated("198.51.100.1", "/")).as("a listed country").isEqualTo("deny");
        assertThat(server.evaluated("1.3.7.9", "/")).isEqualTo("allow");
        assertThat(server.evaluated("203.0.113.200", "/"))
                .as("no country is known, and untrusted ones are listed: `ZZ` is no country")
                .isEqualTo("allow");
        assertThat(client.get(NETWORK).body()).contains("[\"US\",\"ZZ\",\"QQ\"]");
    }

    @Test
    void nothingSetHasNoEffectAndIsEchoedAsSent() {
        Api client = server.manager();
        for (String body :
                List.of(
                        "{\"range\":null,\"geolocation\":null,\"whitelisted\":false}",
                        "{\"range\":[],\"geolocation\":[],\"whitelisted\":true}",
                        "{\"range\":null,\"geolocation\":[],\"whitelisted\":true}")) {
            ok(client.post(NETWORK, body));
            Answer read = client.get(NETWORK);
            assertThat(read.body()).isEqualTo(body);
            assertThat(read.header("X-Sallyport-Notice"))
                    .contains("no effect: offNetwork, since no network is set");
            assertThat(server.evaluated("198.51.100.1", "/")).isEqualTo("allow");
        }
        ok(client.post(NETWORK, "{}"));
        assertThat(client.get(NETWORK).body())
                .isEqualTo("{\"range\":null,\"geolocation\":null,\"whitelisted\":false}");
    }

    @Test
    void everyFormOfANetworkIsEchoedAndMatchesWhatItNames() {
        Api client = server.manager();
        String body =
                "{\"range\":[\"203.0.113.77/25\",\"198.51.100.0/255.255.255.0\",\"2001:db8::/48\","
                        + "\"::ffff:192.0.2.1\",\"1.3.7.2\",\"1.3.7.2/32\"],\"geolocation\":null,\"whitelisted\":false}";
        ok(client.post(NETWORK, body));
        assertThat(client.get(NETWORK).body()).isEqualTo(body);
        for (String inside :
                List.of("203.0.113.1", "198.51.100.200", "2001:db8::5", "192.0.2.1", "1.3.7.2")) {
            assertThat(server.evaluated(inside, "/")).as(inside).isEqualTo("allow");
        }
        assertThat(server.evaluated("203.0.113.128", "/")).isEqualTo("deny");
        assertThat(server.evaluated("2001:db9::1", "/")).isEqualTo("deny");
    }

    @Test
    void everyBadElementIsNamedAtItsPlaceAndNothingChanges() {
        Api client = server.manager();
        ok(client.post(NETWORK, SAMPLE));
        String before = server.policy();
        Answer answer =
                client.post(
                        NETWORK,
                        "{\"range\":[\"1.3.7.2\",\"10.0.0.1-10.0.0.9\",\"10.*\",\"10.0.0.0/255.0.255.0\",7],"
                                + "\"geolocation\":[\"CA\",\"fr\",\"FRA\"],\"whitelisted\":\"true\"}");
        refused(
                answer,
                "/range/1: `10.0.0.1-10.0.0.9`",
                "/range/2: ",
                "/range/3: ",
                "/range/4: ",
                "/geolocation/1: ",
                "/geolocation/2: ",
                "/whitelisted: ");
        assertThat(answer.json().at("/causes").size()).isEqualTo(7);
        assertThat(answer.json().at("/causes/0/localeOrigin").asString()).isEqualTo("DEFAULT");
        assertThat(server.policy()).isEqualTo(before);
        assertThat(client.get(NETWORK).body()).isEqualTo(SAMPLE);
    }

    @Test
    void patchesAreThoseOfRfc6902OnThreeMembersThatAlwaysExist() {
        Api client = server.manager();
        String nothing = "{\"range\":null,\"geolocation\":null,\"whitelisted\":false}";
        assertThat(patch(client, NETWORK, "[{\"op\":\"remove\",\"path\":\"/range\"}]").status())
                .as("before the first POST")
                .isEqualTo(404);
        ok(client.post(NETWORK, nothing));
        Answer published =
                patch(
                        client,
                        NETWORK,
                        "[{\"op\":\"replace\",\"path\":\"/whitelisted\",\"value\":\"false,\"},"
                                + "{\"op\":\"add\",\"path\":\"/geolocation\",\"value\":[\"AF\",\"HN\",\"ES\"]}]");
        refused(published, "/whitelisted: ");
        Answer sample =
                patch(
                        client,
                        NETWORK,
                        "{\"op\":\"replace\",\"path\":\"/description\",\"value\":\"New description\"}");
        refused(sample, "Field 'description' is not patchable.");
        assertThat(sample.text("detailCode")).isEqualTo("400.1.1 Illegal update attempt");
        refused(patch(client, NETWORK, "[{\"op\":\"replace\",\"path\":\"/range\"}]"), "value");
        ok(
                patch(
                        client,
                        NETWORK,
                        "[{\"op\":\"replace\",\"path\":\"/range\",\"value\":[\"1.3.7.2\"]}]"));
        ok(
                patch(
                        client,
                        NETWORK,
                        "[{\"op\":\"add\",\"path\":\"/range/-\",\"value\":\"192.0.2.0/24\"}]"));
        ok(
                patch(
                        client,
                        NETWORK,
                        "[{\"op\":\"add\",\"path\":\"/range/0\",\"value\":\"192.0.2.9\"}]"));
        assertThat(client.get(NETWORK).body())
                .startsWith("{\"range\":[\"192.0.2.9\",\"1.3.7.2\",\"192.0.2.0/24\"]");
        ok(patch(client, NETWORK, "[{\"op\":\"remove\",\"path\":\"/range/0\"}]"));
        ok(
                patch(
                        client,
                        NETWORK,
                        "[{\"op\":\"replace\",\"path\":\"/range\",\"value\":null},"
                                + "{\"op\":\"replace\",\"path\":\"/geolocation\",\"value\":null},"
                                + "{\"op\":\"replace\",\"path\":\"/whitelisted\",\"value\":false}]"));
        assertThat(client.get(NETWORK).body()).isEqualTo(nothing);
        ok(
                client.with("Content-Type", "application/json")
                        .send(
                                "PATCH",
                                NETWORK,
                                "[{\"op\":\"add\",\"path\":\"/range\",\"value\":[]}]"));
        ok(patch(client, NETWORK, "[{\"op\":\"remove\",\"path\":\"/range\"}]"));
        assertThat(client.get(NETWORK).body()).isEqualTo(nothing);
    }

    @Test
    void profilesDecideForWhomItIsEnforced() {
        Api client = server.manager();
        ok(client.post(NETWORK, SAMPLE));
        Answer list = client.get(PROFILES);
        assertThat(list.body()).isEqualTo("[{\"tenant\":\"acme\",\"id\":\"default\"}]");
        String profile = PROFILES + "/default";
        assertThat(client.get(profile).body())
                .isEqualTo(
                        "{\"name\":\"Default\",\"offNetwork\":true,\"untrustedGeography\":true,"
                                + "\"applicationId\":null,\"applicationName\":null,\"type\":\"BLOCK\",\"strongAuthLogin\":false}");

        ok(
                patch(
                        client,
                        profile,
                        "[{\"op\":\"replace\",\"path\":\"/offNetwork\",\"value\":false}]"));
        assertThat(server.evaluated("203.0.113.1", "/")).as("off network").isEqualTo("allow");
        assertThat(server.evaluated("198.51.100.1", "/"))
                .as("in another country")
                .isEqualTo("deny");
        ok(
                patch(
                        client,
                        DOOR + "/auth-profiles/v1/default",
                        "[{\"op\":\"replace\",\"path\":\"/untrustedGeography\",\"value\":false}]"));
        assertThat(server.evaluated("198.51.100.1", "/")).isEqualTo("allow");
        assertThat(client.get(NETWORK).body()).as("what is defined stays").isEqualTo(SAMPLE);

        ok(client.post(NETWORK, SAMPLE.replace("1.3.7.2", "1.3.7.4")));
        assertThat(server.evaluated("198.51.100.1", "/"))
                .as("a new definition switches nothing on")
                .isEqualTo("allow");
        refused(
                patch(
                        client,
                        profile,
                        "[{\"op\":\"replace\",\"path\":\"/offNetwork\",\"value\":true}]"),
                "the caller's own address `1.3.7.2` would be denied");
        assertThat(client.get(profile).body()).contains("\"offNetwork\":false");
        refused(
                patch(client, profile, "[{\"op\":\"replace\",\"path\":\"/name\",\"value\":\"x\"}]"),
                "Field 'name' is not patchable.");
        refused(
                patch(
                        client,
                        profile,
                        "[{\"op\":\"replace\",\"path\":\"/type\",\"value\":\"MFA\"}]"),
                "/type: ");
        assertThat(client.get(PROFILES + "/other").status()).isEqualTo(404);
    }

    @Test
    void switchesSetBeforeAnyConfigurationAreKept() {
        Api client = server.manager();
        ok(
                patch(
                        client,
                        PROFILES + "/default",
                        "[{\"op\":\"replace\",\"path\":\"/offNetwork\",\"value\":false}]"));
        assertThat(client.get(NETWORK).status()).isEqualTo(404);
        ok(client.post(NETWORK, SAMPLE));
        assertThat(server.evaluated("203.0.113.1", "/")).isEqualTo("allow");
        ok(client.post(NETWORK, "{}"));
        ok(client.post(NETWORK, SAMPLE));
        assertThat(server.evaluated("203.0.113.1", "/")).isEqualTo("allow");
        assertThat(server.evaluated("198.51.100.1", "/")).isEqualTo("deny");
    }

    @Test
    void aPolicyEditedNativelyIsAnsweredAsFarAsItCanBe() {
        Api client = server.manager();
        ok(client.post(NETWORK, SAMPLE));
        server.natively(
                "{\"mode\":\"ENFORCE\",\"rules\":["
                        + "{\"id\":\"sailpoint-network\",\"effect\":\"DENY\",\"sources\":[{\"any\":true}],\"except\":["
                        + "{\"prefix\":\"1.3.7.2\",\"label\":\"office\"},{\"prefix\":\"255.255.255.252/30\"}]},"
                        + "{\"id\":\"sailpoint-countries\",\"effect\":\"DENY\",\"sources\":[{\"any\":true}],\"except\":["
                        + "{\"country\":\"HT\"},{\"country\":\"CA\"},{\"country\":\"FR\"}]}]}");
        assertThat(client.get(NETWORK).body()).as("words change nothing").isEqualTo(SAMPLE);
        ok(
                patch(
                        client,
                        NETWORK,
                        "[{\"op\":\"add\",\"path\":\"/range/-\",\"value\":\"192.0.2.0/24\"}]"));
        assertThat(server.policy()).as("words are kept").contains("\"label\":\"office\"");
    }

    private static final String NATIVE =
            """
            {"mode":"ENFORCE","rules":[
             {"id":"sailpoint-network","effect":"DENY","sources":[{"any":true}],
              "except":[{"prefix":"1.3.7.0/24","label":"office"},{"range":"192.0.2.8-192.0.2.11"},%s
                        {"prefix":"198.51.100.9","expiresAt":"2027-01-01T00:00:00Z","label":"support"},
                        {"prefix":"198.51.100.8","expiresAt":"2020-01-01T00:00:00Z"}],
              "scope":{"exceptChannels":["sso"]}},
             {"id":"own","effect":"DENY","sources":[{"prefix":"192.0.2.10"}]}]}
            """;

    @Test
    void whatTheDoorCannotSayIsToldAndNeverLost() {
        Api client = server.manager();
        server.natively(NATIVE.formatted(""));
        Answer read = client.get(NETWORK);
        assertThat(read.body())
                .isEqualTo(
                        "{\"range\":[\"1.3.7.0/24\",\"192.0.2.8/30\",\"198.51.100.9\"],\"geolocation\":null,"
                                + "\"whitelisted\":false}");
        assertThat(read.header("X-Sallyport-Notice")).contains("not shown: rule `own`");
        ok(
                patch(
                        client,
                        NETWORK,
                        "[{\"op\":\"add\",\"path\":\"/range/-\",\"value\":\"203.0.113.1\"}]"));
        assertThat(server.policy())
                .contains("\"label\":\"office\"", "192.0.2.8-192.0.2.11", "\"id\":\"own\"")
                .contains("2027-01-01T00:00:00Z", "203.0.113.1");

        Answer list =
                server.operator()
                        .with("If-None-Match", "*")
                        .put(
                                "/api/v1/tenants/acme/lists/vpn",
                                "{\"entries\":[{\"prefix\":\"192.0.2.99\"}]}");
        assertThat(list.status()).as(list.body()).isLessThan(300);
        server.natively(NATIVE.formatted("{\"list\":\"vpn\"},"));
        Answer beyond = client.get(NETWORK);
        assertThat(beyond.header("X-Sallyport-Notice"))
                .contains("list vpn in rule `sailpoint-network`");
        String before = server.policy();
        refused(client.post(NETWORK, SAMPLE), "list vpn in rule `sailpoint-network`");
        refused(patch(client, NETWORK, "[{\"op\":\"remove\",\"path\":\"/range/0\"}]"), "list vpn");
        assertThat(server.policy()).isEqualTo(before);
        ok(
                patch(
                        client,
                        NETWORK,
                        "[{\"op\":\"add\",\"path\":\"/geolocation\",\"value\":[\"US\"]}]"));
        assertThat(server.policy())
                .as("the other half can be changed")
                .contains("\"list\":\"vpn\"");
    }

    @Test
    void aRuleRemovedNativelyIsGoneAtTheDoorAsWell() {
        Api client = server.manager();
        ok(client.post(NETWORK, SAMPLE));
        server.natively("{\"rules\":[]}");
        assertThat(client.get(NETWORK).body())
                .isEqualTo("{\"range\":null,\"geolocation\":null,\"whitelisted\":true}");
        ok(client.post(NETWORK, SAMPLE));
        assertThat(server.evaluated("1.3.7.3", "/")).isEqualTo("deny");
    }

    @Test
    void aRuleOnTrialIsNotInForceAndStaysOnTrial() {
        Api client = server.manager();
        server.natively(
                "{\"mode\":\"ENFORCE\",\"rules\":[{\"id\":\"sailpoint-network\",\"effect\":\"DENY\",\"onTrial\":true,"
                        + "\"sources\":[{\"any\":true}],\"except\":[{\"prefix\":\"1.3.7.2\"}]}]}");
        assertThat(client.get(PROFILES + "/default").body()).contains("\"offNetwork\":false");
        refused(
                patch(
                        client,
                        PROFILES + "/default",
                        "[{\"op\":\"replace\",\"path\":\"/offNetwork\",\"value\":true}]"),
                "is on trial");
        ok(client.post(NETWORK, "{\"range\":[\"192.0.2.1\"]}"));
        assertThat(server.policy()).contains("\"onTrial\":true");
        refused(client.post(NETWORK, "{\"range\":[]}"), "of its own");
    }

    @Test
    void lockingTheCallerOutIsRefusedWithWhatToDo() {
        Api client = server.manager();
        Answer answer = client.post(NETWORK, "{\"range\":[\"192.0.2.0/24\"]}");
        refused(answer, "1.3.7.2", "override=policy.would-lock-out");
        assertThat(client.get(NETWORK).status()).isEqualTo(404);
        assertThat(answer.header("X-Sallyport-Mode")).isEqualTo("MONITOR");
    }

    @Test
    void theTrackingIdIsFoundInTheLogAndNothingElseOfTheCall() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        Api client = server.manager();
        List<Answer> answers;
        try {
            answers =
                    List.of(
                            client.post(NETWORK, "{\"range\":[\"quiet-text\"]}"),
                            client.get(NETWORK),
                            client.get(DOOR + "/quiet-path"));
        } finally {
            root.detachAppender(log);
        }
        for (Answer answer : answers) {
            String trackingId = answer.text("trackingId");
            assertThat(trackingId)
                    .matches("[0-9a-f]{32}")
                    .startsWith(answer.header("X-Request-Id"));
            assertThat(log.list)
                    .anyMatch(event -> trackingId.equals(event.getMDCPropertyMap().get("request")));
        }
        assertThat(log.list)
                .noneMatch(event -> event.getFormattedMessage().contains("quiet"))
                .noneMatch(event -> event.getFormattedMessage().contains("1.3.7.2"));
    }

    @Test
    void writersAtTheSameTimeAllSucceedAndOneIsTheLast() throws Exception {
        Api client = server.manager();
        ok(client.post(NETWORK, SAMPLE));
        List<Callable<Answer>> writers =
                IntStream.range(0, 8)
                        .<Callable<Answer>>mapToObj(i ->
                                () ->
                                        patch(
                                                client,
                                                NETWORK,
                                                "[{\"op\":\"add\",\"path\":\"/range/-\",\"value\":\"192.0.2."
                                                        + i
                                                        + "\"}]"))
                        .toList();
        try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
            for (Future<Answer> each : executor.invokeAll(writers)) {
                ok(each.get());
            }
        }
        String body = client.get(NETWORK).body();
        for (int i = 0; i < 8; i++) {
            assertThat(body).as("no patch is lost").contains("\"192.0.2." + i + "\"");
        }
    }
}
