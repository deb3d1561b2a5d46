package dev.sallyport.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.client.TrustedProxies;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Scope;
import dev.sallyport.engine.policy.TenantId;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gate answers: status and headers, by profile, trust, mode and deployment switch. */
final class AnswersTest {

    private static final String OFFICE = "203.0.113.5";
    private static final String ELSEWHERE = "192.0.2.5";

    private static TenantDirectory directory(DeploymentSwitch deployment) {
        TenantDirectory directory = Gates.directory();
        directory.deployment(deployment);
        for (Mode mode : Mode.values()) {
            TenantState state =
                    Gates.state(
                            mode.name().toLowerCase(Locale.ROOT),
                            41 + mode.name().length(),
                            mode,
                            Gates.rule("office", Effect.ALLOW, Scope.ALL, "203.0.113.0/24"));
            Gates.publish(
                    directory,
                    new TenantState(
                            state.tenant(),
                            state.sequence(),
                            state.revision(),
                            state.policy(),
                            null,
                            Map.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            state.geoData(),
                            List.of(),
                            deployment),
                    state.tenant() + ".example.com");
        }
        return directory;
    }

    private static String ask(String host, String address) {
        return "GET / HTTP/1.1\r\nHost: "
                + host
                + "\r\nX-Forwarded-For: "
                + address
                + "\r\nX-Forwarded-Host: "
                + host
                + "\r\nX-Original-URI: /\r\nX-Forwarded-Uri: /\r\n\r\n";
    }

    /**
     * Returns the answer, its headers in alphabetical order, the request id checked and left out.
     */
    private static String answer(
            GateConfiguration configuration, TenantDirectory directory, String request)
            throws IOException {
        try (GateServer gate = new GateServer(configuration, directory, Gates.CLOCK);
                RawClient client = new RawClient(gate.start())) {
            return text(client.send(request).read());
        }
    }

    private static String text(RawClient.Response response) {
        Map<String, String> headers = new TreeMap<>(response.headers());
        String id = headers.remove("x-sallyport-request-id");
        assertThat(id == null || id.matches("[0-9a-f]{32}")).as("request id `%s`", id).isTrue();
        return response.status() + " " + headers + (id == null ? "" : " id");
    }

    // Semantics 6: the table of modes; API: what a full answer adds.
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ENFORCE | enforce  | 203.0.113.5 | 204 allow allow-rule  allow enforce 48
                    ENFORCE | enforce  | 192.0.2.5   | 403 deny not-in-list deny enforce 48
                    ENFORCE | monitor  | 192.0.2.5   | 204 allow not-in-list deny enforce 48
                    ENFORCE | disabled | 192.0.2.5   | 204 allow not-in-list deny enforce 49
                    OBSERVE | enforce  | 192.0.2.5   | 204 allow not-in-list deny observe 48
                    OBSERVE | monitor  | 203.0.113.5 | 204 allow allow-rule  allow observe 48
                    """)
    void fullAnswerSaysEverything(
            DeploymentSwitch deployment, String tenant, String address, String expected)
            throws IOException {
        List<String> words = List.of(expected.split("\\s+", 6));
        String length = words.get(0).equals("403") ? "content-length=0, " : "";
        String reason = words.get(2).equals("allow-rule") ? "allowed-by-rule" : "not-in-allow-list";

        assertThat(
                        answer(
                                Gates.nginx(),
                                directory(deployment),
                                ask(tenant + ".example.com", address)))
                .isEqualTo(
                        "%s {%sx-sallyport-decision=%s, x-sallyport-deployment=%s, x-sallyport-evaluated=%s, x-sallyport-reason=%s, x-sallyport-revision=%s, x-sallyport-tenant=%s} id"
                                .formatted(
                                        words.get(0),
                                        length,
                                        words.get(1),
                                        words.get(4),
                                        words.get(3),
                                        reason,
                                        words.get(5),
                                        tenant));
    }

    // Semantics 7: "tenant unknown to the node: DENY (under observe: ALLOW)", and the rows beside
    // it.
    @ParameterizedTest(name = "{0} {1} ready={2}")
    @CsvSource({
        "ENFORCE, nobody.example.com,   true,  403, tenant-unknown",
        "OBSERVE, nobody.example.com,   true,  204, tenant-unknown",
        "ENFORCE, nobody.example.com,   false, 403, not-ready",
        "OBSERVE, nobody.example.com,   false, 204, not-ready",
        "ENFORCE, no body.example.com,  true,  403, request-ambiguous",
        "OBSERVE, no body.example.com,  true,  204, request-ambiguous",
        "ENFORCE, no body.example.com,  false, 403, request-ambiguous",
    })
    void answersWithoutTenant(
            DeploymentSwitch deployment, String host, boolean ready, int status, String reason)
            throws IOException {
        TenantDirectory directory = new TenantDirectory();
        directory.deployment(deployment);
        if (ready) {
            directory.markReady();
        }
        String decision = status == 204 ? "allow" : "deny";
        String length = status == 403 ? "content-length=0, " : "";

        assertThat(answer(Gates.nginx(), directory, ask(host, OFFICE)))
                .isEqualTo(
                        "%d {%sx-sallyport-decision=%s, x-sallyport-deployment=%s, x-sallyport-evaluated=deny, x-sallyport-reason=%s, x-sallyport-revision=0} id"
                                .formatted(
                                        status,
                                        length,
                                        decision,
                                        deployment.name().toLowerCase(Locale.ROOT),
                                        reason));
    }

    @Test
    void deploymentMayLetEverybodyInWhileNotReady() throws IOException {
        GateConfiguration open = Gates.nginx().withWhileNotReady(Effect.ALLOW);

        assertThat(answer(open, new TenantDirectory(), ask("acme.example.com", OFFICE)))
                .startsWith("204 ")
                .contains("x-sallyport-evaluated=deny", "x-sallyport-reason=not-ready");
    }

    @Test
    void tenantThatIsLoadedIsDecidedForWhileOthersAreNot() throws IOException {
        TenantDirectory directory = new TenantDirectory();
        Gates.publish(directory, Gates.state("acme", 1, Mode.ENFORCE), "acme.example.com");

        assertThat(answer(Gates.nginx(), directory, ask("acme.example.com", OFFICE)))
                .startsWith("204 ")
                .contains("x-sallyport-reason=no-restriction");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FORWARD_AUTH", "ENVOY"})
    void minimalAnswerTellsTheEndUserNothing(GateProfile profile) throws IOException {
        GateConfiguration minimal =
                GateConfiguration.of(profile).withTrustedProxies(Gates.trusted());
        TenantDirectory directory = directory(DeploymentSwitch.ENFORCE);

        assertThat(answer(minimal, directory, ask("enforce.example.com", ELSEWHERE)))
                .isEqualTo("403 {content-length=0} id");
        assertThat(answer(minimal, directory, ask("enforce.example.com", OFFICE)))
                .isEqualTo("204 {} id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MINIMAL", "FULL"})
    void peerThatIsNotTrustedGetsTheBareAnswer(AnswerHeaders headers) throws IOException {
        GateConfiguration untrusting =
                Gates.nginx().withTrustedProxies(TrustedProxies.NONE).withAnswerHeaders(headers);
        TenantDirectory directory = directory(DeploymentSwitch.ENFORCE);

        assertThat(answer(untrusting, directory, ask("enforce.example.com", OFFICE)))
                .isEqualTo("403 {content-length=0}");
        assertThat(answer(untrusting, directory, ask("monitor.example.com", OFFICE)))
                .isEqualTo("204 {}");
    }

    // RFC 9112 section 9.3: which connections persist.
    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource({
        "HTTP/1.1, Accept: *,                          (absent),   true",
        "HTTP/1.1, Connection: keep-alive,             (absent),   true",
        "HTTP/1.1, Connection: close,                  close,      false",
        "HTTP/1.1, 'Connection: keep-alive, Close',    close,      false",
        "HTTP/1.0, Accept: *,                          close,      false",
        "HTTP/1.0, Connection: keep-alive,             keep-alive, true",
        "HTTP/1.0, 'Connection: upgrade ,Keep-Alive',  keep-alive, true",
    })
    void connectionPersists(String version, String header, String answered, boolean persists)
            throws IOException {
        String request =
                ask("enforce.example.com", OFFICE)
                        .replace("HTTP/1.1\r\n", version + "\r\n" + header + "\r\n");
        try (GateServer gate =
                        new GateServer(
                                Gates.nginx(), directory(DeploymentSwitch.ENFORCE), Gates.CLOCK);
                RawClient client = new RawClient(gate.start())) {
            assertThat(client.send(request).read().header("connection")).isEqualTo(answered);
            if (persists) {
                assertThat(client.send(request).read().status()).isEqualTo(204);
            } else {
                assertThat(client.isClosedByServer()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET",
                "HEAD",
                "POST",
                "PUT",
                "DELETE",
                "OPTIONS",
                "PATCH",
                "TRACE",
                "PROPFIND",
                "M-SEARCH"
            })
    void everyMethodAndPathIsTheSame(String method) throws IOException {
        TenantDirectory directory = directory(DeploymentSwitch.ENFORCE);
        try (GateServer gate = new GateServer(Gates.nginx(), directory, Gates.CLOCK);
                RawClient client = new RawClient(gate.start())) {
            for (String path :
                    List.of("/", "/health", "/metrics", "/ready", "/api/v1", "/%zz", "*")) {
                String request =
                        ask("enforce.example.com", ELSEWHERE).replace("GET /", method + " " + path);
                assertThat(text(client.send(request).read()))
                        .startsWith("403 ")
                        .contains("not-in-allow-list");
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "fixed     | Content-Length: 5          | hello",
                "empty     | Content-Length: 0          | ''",
                "chunked   | Transfer-Encoding: chunked | 5~hello~0~~",
                "chunks    | Transfer-Encoding: CHUNKED | 2~he~003~llo~0~~",
                "capitals  | transfer-encoding:chunked  | A~0123456789~0~~",
            })
    void bodyIsReadAndThrownAway(String name, String header, String body) throws IOException {
        try (GateServer gate =
                        new GateServer(
                                Gates.nginx(), directory(DeploymentSwitch.ENFORCE), Gates.CLOCK);
                RawClient client = new RawClient(gate.start())) {
            String request =
                    ask("enforce.example.com", OFFICE)
                                    .replace("HTTP/1.1\r\n", "HTTP/1.1\r\n" + header + "\r\n")
                            + body.replace("~", "\r\n");
            for (int i = 0; i < 3; i++) {
                assertThat(client.send(request).read().status()).isEqualTo(204);
            }
            assertThat(
                            gate.metrics()
                                    .decisions(
                                            new Reason.AllowedByRule(new RuleId("office")),
                                            Effect.ALLOW))
                    .isEqualTo(3);
        }
    }

    /* No body is needed, so nobody is told to send one; whether it comes all the same is unknown, so the connection ends. */
    @Test
    void whoeverExpectsToContinueIsAnsweredAtOnce() throws IOException {
        try (GateServer gate =
                        new GateServer(
                                Gates.nginx(), directory(DeploymentSwitch.ENFORCE), Gates.CLOCK);
                RawClient client = new RawClient(gate.start())) {
            String expecting = "HTTP/1.1\r\nExpect: 100-Continue\r\nContent-Length: 5\r\n";
            RawClient.Response answer =
                    client.send(
                                    ask("enforce.example.com", OFFICE)
                                            .replace("HTTP/1.1\r\n", expecting))
                            .read();

            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.header("connection")).isEqualTo("close");
            assertThat(client.send("hello").isClosedByServer()).isTrue();
        }
    }

    @Test
    void policyWithoutRulesRestrictsNothing() throws IOException {
        TenantDirectory directory = Gates.directory();
        TenantState state = TenantState.of(new TenantId("new"), 0, 0, Policy.INITIAL);
        Gates.publish(directory, state, "new.example.com");

        assertThat(answer(Gates.nginx(), directory, ask("new.example.com", OFFICE)))
                .contains("x-sallyport-reason=no-restriction", "x-sallyport-revision=0");
    }
}
