package dev.sallyport.conformance.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.AddressParser;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.channel.ChannelTable;
import dev.sallyport.engine.client.TrustedProxies;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.Coverage;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Scope;
import dev.sallyport.engine.policy.Source;
import dev.sallyport.engine.policy.SupportGrant;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.gate.GateConfiguration;
import dev.sallyport.gate.GateProfile;
import dev.sallyport.gate.GateServer;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whatever a client writes into headers that mean something to somebody: nothing comes of it. */
final class ForgedHeadersTest {

    private static final List<String> NAMES =
            List.of(
                    "X-Original-URI: /open/",
                    "X-Original-URL: /open/",
                    "X-Rewrite-URL: /open/",
                    "X-Forwarded-Host: open.example.com",
                    "X-Forwarded-Uri: /open/",
                    "X-Forwarded-Prefix: /open",
                    "X-Real-IP: 203.0.113.5",
                    "Forwarded: for=203.0.113.5",
                    "True-Client-IP: 203.0.113.5",
                    "CF-Connecting-IP: 203.0.113.5",
                    "X_Forwarded_For: 203.0.113.5",
                    "X_Original_URI: /open/",
                    "X_Sallyport_Principal: support:sam",
                    "X-Sallyport-Tenant: open",
                    "X-Sallyport-Channel: open",
                    "X-Sallyport-Principal: support:sam",
                    "X-Sallyport-Roles: admin",
                    "X-Sallyport-Client: web",
                    "X-Sallyport-Authorized-Clients: web",
                    "X-Sallyport-Decision: allow",
                    "X-Sallyport-Reason: allowed-by-rule",
                    "X-Sallyport-Revision: 99",
                    "X-Sallyport-Evaluated: allow",
                    "X-Sallyport-Deployment: observe",
                    "X-Sallyport-Request-Id: 0",
                    "x-sallyport-principal: support:sam",
                    "X-Sallyport-Principal: anonymous");

    /* Of a client that is no trusted proxy, also this. */
    private static final List<String> ADDRESSES =
            List.of(
                    "X-Forwarded-For: 203.0.113.5",
                    "X-Forwarded-For: 203.0.113.5, 127.0.0.1",
                    "X-Forwarded-For: unknown");

    private static String request(String path, List<String> lines) {
        String more = lines.isEmpty() ? "" : String.join("\r\n", lines) + "\r\n";
        return "GET " + path + " HTTP/1.1\r\nHost: acme.example.com\r\n" + more + "\r\n";
    }

    private static List<List<String>> forgeries(List<String> names) {
        List<List<String>> all = new ArrayList<>();
        for (String name : names) {
            all.add(List.of(name));
            all.add(List.of(name, name));
        }
        all.add(names);
        return all;
    }

    @Test
    void gateAndApplicationReceiveOnlyWhatNginxWrites() throws IOException, InterruptedException {
        List<String> everything = new ArrayList<>(NAMES);
        everything.addAll(ADDRESSES);
        everything.add("Connection: keep-alive, X-Original-URI, X-Forwarded-For");
        try (RecordingServer gate = RecordingServer.gate();
                RecordingServer application = RecordingServer.application();
                Nginx nginx =
                        Nginx.start(gate.port(), application.port(), Nginx.Options.DIAGNOSTICS);
                HttpConnection client = new HttpConnection(nginx.port(), ReplayCase.UNTRUSTED)) {
            assertThat(client.exchange(request("/a?b=%2F", everything)).status()).isEqualTo(200);

            assertThat(gate.lastHead().lines())
                    .containsExactlyInAnyOrder(
                            "GET /sallyport-ask HTTP/1.1",
                            "Host: acme.example.com",
                            "X-Original-URI: /a?b=%2F",
                            "X-Forwarded-For: 203.0.113.5, 203.0.113.5, 127.0.0.1, unknown, 127.0.0.2",
                            "");
            Set<String> arrived = new TreeSet<>();
            application
                    .lastHead()
                    .lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).contains("sallyport"))
                    .forEach(arrived::add);
            assertThat(arrived).as("X-Sallyport-* at the application").isEmpty();
            assertThat(application.lastHead())
                    .doesNotContainIgnoringCase(
                            "X-Original-URI", "X-Forwarded-Host", "X-Forwarded-Uri")
                    .contains("GET /a?b=%2F HTTP/1.1", "Host: acme.example.com", "127.0.0.2\n");
        }
    }

    @Test
    void answersAreTheSameWithAndWithoutThem() throws IOException, InterruptedException {
        TenantDirectory directory = directory();
        try (GateServer gate = new GateServer(configuration(), directory, InstantSource.system());
                RecordingServer application = RecordingServer.application();
                Nginx nginx =
                        Nginx.start(gate.start(), application.port(), Nginx.Options.DIAGNOSTICS);
                HttpConnection proxy = new HttpConnection(nginx.port(), ReplayCase.TRUSTED);
                HttpConnection stranger = new HttpConnection(nginx.port(), ReplayCase.UNTRUSTED)) {
            String refused =
                    compare(stranger, "/closed/", List.of(), forgeries(with(NAMES, ADDRESSES)));
            assertThat(refused).startsWith("403 ").contains("x-sallyport-reason=not-in-allow-list");

            String open = compare(stranger, "/open/", List.of(), forgeries(with(NAMES, ADDRESSES)));
            assertThat(open).startsWith("200 ").contains("x-sallyport-reason=no-restriction");

            String office =
                    compare(
                            proxy,
                            "/closed/",
                            List.of("X-Forwarded-For: 203.0.113.5"),
                            forgeries(NAMES));
            assertThat(office).startsWith("200 ").contains("x-sallyport-reason=allowed-by-rule");

            String outside =
                    compare(
                            proxy,
                            "/closed/",
                            List.of("X-Forwarded-For: 203.0.113.5, 192.0.2.1"),
                            forgeries(NAMES));
            assertThat(outside).startsWith("403 ").contains("x-sallyport-reason=not-in-allow-list");
        }
    }

    private static List<String> with(List<String> names, List<String> more) {
        List<String> all = new ArrayList<>(names);
        all.addAll(more);
        return all;
    }

    /* Returns the one answer; the request id and the date are each request's own. */
    private static String compare(
            HttpConnection client, String path, List<String> honest, List<List<String>> forgeries)
            throws IOException {
        String expected = text(client.exchange(request(path, honest)));
        for (List<String> forged : forgeries) {
            assertThat(text(client.exchange(request(path, with(forged, honest)))))
                    .as("with %s", forged)
                    .isEqualTo(expected);
        }
        return expected;
    }

    private static String text(HttpConnection.Response response) {
        Map<String, String> headers = new TreeMap<>(response.headers());
        headers.remove("date");
        String length = headers.remove("content-length");
        assertThat(length).isNotNull();
        assertThat(headers.remove("x-sallyport-request-id")).matches("[0-9a-f]{32}");
        return response.status() + " " + headers;
    }

    private static GateConfiguration configuration() {
        return GateConfiguration.of(GateProfile.NGINX)
                .withTrustedProxies(
                        TrustedProxies.of(List.of(AddressParser.parsePrefix("127.0.0.1"))))
                .withFactHeaders(
                        GateProfile.NGINX
                                .factHeaders()
                                .withPrincipal(
                                        "X-Sallyport-Principal",
                                        "X-Sallyport-Roles",
                                        "X-Sallyport-Client",
                                        "X-Sallyport-Authorized-Clients"));
    }

    /* The door `closed` admits one office, the door `open` everybody; support may come in anywhere. */
    private static TenantDirectory directory() {
        TenantDirectory directory = new TenantDirectory();
        var closed = new ChannelId("closed");
        var open = new ChannelId("open");
        directory.channels(
                new ChannelTable(
                        List.of(
                                new ChannelDeclaration(closed, List.of("/closed/")),
                                new ChannelDeclaration(open, List.of("/open/")))));
        IpPrefix office = AddressParser.parsePrefix("203.0.113.0/24");
        Rule rule =
                new Rule(
                        new RuleId("office"),
                        "",
                        Effect.ALLOW,
                        List.of(Entry.of(new EntryId("e"), new Source.Network(office))),
                        List.of(),
                        new Scope(Set.of(closed), Set.of(), Set.of(), Set.of(), Set.of()),
                        Life.ALWAYS,
                        false);
        Coverage support =
                new Coverage(
                        Set.of(),
                        Set.of(new PrincipalReference(PrincipalKind.SUPPORT, "sam")),
                        Set.of(),
                        List.of());
        TenantState state =
                new TenantState(
                        new TenantId("acme"),
                        1,
                        1,
                        new Policy(Mode.ENFORCE, ClientAuthorization.IGNORE, List.of(rule)),
                        null,
                        Map.of(),
                        List.of(new SupportGrant("help", support, Life.ALWAYS)),
                        List.of(),
                        List.of(),
                        GeoData.none(),
                        List.of(),
                        DeploymentSwitch.ENFORCE);
        directory.publish(TenantSnapshot.compile(state, 0), Set.of("acme.example.com"));
        TenantState free = TenantState.of(new TenantId("open"), 1, 1, Policy.INITIAL);
        directory.publish(TenantSnapshot.compile(free, 0), Set.of("open.example.com"));
        directory.markReady();
        return directory;
    }
}
