package dev.sallyport.conformance.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.AddressParser;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.ChannelTable;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.client.TrustedProxies;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.gate.GateConfiguration;
import dev.sallyport.gate.GateProfile;
import dev.sallyport.gate.GateServer;
import dev.sallyport.gate.Measurement;
import dev.sallyport.testkit.Chance;
import dev.sallyport.testkit.NaiveChannels;
import dev.sallyport.testkit.NaiveClientWalk;
import dev.sallyport.testkit.NaiveOracle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/**
 * The Apache log played through a real nginx at the gate, as clients behind a trusted proxy, by
 * policies made of published networks: every answer, as it comes out of nginx, equals the oracle's.
 *
 * <p>What nginx does on the way is part of the expectation: it joins the lines of X-Forwarded-For
 * with commas and adds the address the request came from; it passes target and host on as they were
 * sent (it merges slashes and decodes in {@code $uri} only). Requests that nginx refuses by itself
 * are the matter of {@link NginxRefusalsTest}.
 */
final class ReplayTest {

    private static final long SEED = Long.getLong("sallyport.seed", 20260302L);
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final int CONNECTIONS = 6;
    private static final int EARLY_LINES = 300;
    private static final int REVISIONS = 4;

    private static final String FACTS =
            """
            proxy_set_header X-Sallyport-Principal $http_x_test_principal;
            proxy_set_header X-Sallyport-Principal $http_x_test_principal_again;
            proxy_set_header X-Sallyport-Roles $http_x_test_roles;
            proxy_set_header X-Sallyport-Client $http_x_test_client;
            proxy_set_header X-Sallyport-Authorized-Clients $http_x_test_authorized_clients;
            """;

    private static final Set<String> EVERY_REASON =
            Set.of(
                    "break-glass",
                    "client-not-authorized",
                    "denied-by-rule",
                    "allowed-by-rule",
                    "grant",
                    "exemption",
                    "not-in-allow-list",
                    "no-restriction",
                    "tenant-unknown",
                    "not-ready",
                    "request-ambiguous");

    private final NaiveOracle oracle = new NaiveOracle();
    private final NaiveClientWalk walk =
            new NaiveClientWalk(
                    List.of(
                            new NaiveClientWalk.Profile(
                                    trusted(), "X-Forwarded-For", NaiveClientWalk.Form.COMMA_LIST)),
                    List.of());

    /* What the node knows in the phase under way. */
    private final Map<String, TenantState> published = new LinkedHashMap<>();
    private boolean isReady;
    private volatile DeploymentSwitch position = DeploymentSwitch.ENFORCE;

    private static List<IpPrefix> trusted() {
        return List.of(
                AddressParser.parsePrefix("127.0.0.1"), AddressParser.parsePrefix("10.0.0.0/8"));
    }

    private static GateConfiguration configuration() {
        return GateConfiguration.of(GateProfile.NGINX)
                .withTrustedProxies(TrustedProxies.of(trusted()))
                .withFactHeaders(
                        GateProfile.NGINX
                                .factHeaders()
                                .withPrincipal(
                                        "X-Sallyport-Principal",
                                        "X-Sallyport-Roles",
                                        "X-Sallyport-Client",
                                        "X-Sallyport-Authorized-Clients"));
    }

    @Test
    void everyAnswerThroughNginxIsTheOracles() throws IOException, InterruptedException {
        assertThat(EVERY_REASON).hasSize(Reason.class.getPermittedSubclasses().length);
        SharedData data = SharedData.require();
        List<SharedData.LogLine> log = data.accessLog();
        ReplayTenants tenants = new ReplayTenants(data, log);
        Chance chance = new Chance(SEED);
        Map<String, TenantState> first = tenants.states(1, chance);
        List<ReplayCase> cases = new ArrayList<>();
        for (SharedData.LogLine line : log) {
            cases.add(ReplayCase.of(line, List.copyOf(first.keySet()), tenants.clouds(), chance));
        }
        TenantDirectory directory = new TenantDirectory();
        directory.channels(new ChannelTable(ReplayTenants.CHANNELS));
        Map<String, LongAdder> reasons = new ConcurrentSkipListMap<>();

        try (GateServer gate =
                        new GateServer(configuration(), directory, InstantSource.fixed(NOW));
                RecordingServer application = RecordingServer.application();
                Nginx nginx =
                        Nginx.start(
                                gate.start(),
                                application.port(),
                                new Nginx.Options(true, FACTS, false))) {
            play(nginx, cases.subList(0, EARLY_LINES), reasons);
            publish(directory, firstHalf(first));
            play(nginx, cases.subList(EARLY_LINES, 2 * EARLY_LINES), reasons);
            directory.markReady();
            isReady = true;
            publish(directory, first);
            int begin = 2 * EARLY_LINES;
            for (int revision = 1; revision <= REVISIONS; revision++) {
                if (revision > 1) {
                    position =
                            revision % 2 == 0 ? DeploymentSwitch.OBSERVE : DeploymentSwitch.ENFORCE;
                    directory.deployment(position);
                    publish(directory, tenants.states(revision, chance));
                }
                int end = begin + (cases.size() - begin) / (REVISIONS - revision + 1);
                play(nginx, cases.subList(begin, end), reasons);
                begin = end;
            }
            assertThat(begin).isEqualTo(10_000);
            assertThat(decisions(gate)).as("nginx asked once for each request").isEqualTo(10_000);
            assertThat(nginx.log())
                    .as("what nginx complained about")
                    .doesNotContain("[error]", "[crit]", "[alert]");
        }
        System.out.println("nginx replay: 10000 requests, seed " + SEED + ", by reason " + reasons);
        assertThat(reasons.keySet())
                .as("reasons that occurred, seed %d", SEED)
                .isEqualTo(EVERY_REASON);
    }

    private static Map<String, TenantState> firstHalf(Map<String, TenantState> states) {
        Map<String, TenantState> half = new LinkedHashMap<>();
        for (Map.Entry<String, TenantState> entry : states.entrySet()) {
            if (half.size() < states.size() / 2) {
                half.put(entry.getKey(), entry.getValue());
            }
        }
        return half;
    }

    private void publish(TenantDirectory directory, Map<String, TenantState> states) {
        for (Map.Entry<String, TenantState> entry : states.entrySet()) {
            /* What a snapshot was compiled with does not matter: the directory's switch stands above it. ADR 15 */
            published.put(entry.getKey(), entry.getValue().withDeployment(position));
            directory.publish(
                    TenantSnapshot.compile(entry.getValue(), NOW.toEpochMilli()),
                    Set.of(entry.getKey()));
        }
    }

    private static long decisions(GateServer gate) {
        return gate.metrics().read().stream()
                .filter(measurement -> measurement.name().equals("sallyport_gate_decisions"))
                .mapToLong(Measurement::value)
                .sum();
    }

    /* Everything published stays as it is while these are played. */
    private void play(Nginx nginx, List<ReplayCase> cases, Map<String, LongAdder> reasons) {
        List<String> differences = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<Void>> players = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            int offset = i;
            players.add(
                    CompletableFuture.runAsync(
                            () -> playEvery(nginx, cases, offset, differences, reasons),
                            task -> Thread.ofVirtual().start(task)));
        }
        players.forEach(CompletableFuture::join);

        assertThat(differences).as("answers that are not the oracle's, seed %d", SEED).isEmpty();
    }

    private void playEvery(
            Nginx nginx,
            List<ReplayCase> cases,
            int offset,
            List<String> differences,
            Map<String, LongAdder> reasons) {
        try (HttpConnection trusted = new HttpConnection(nginx.port(), ReplayCase.TRUSTED);
                HttpConnection untrusted = new HttpConnection(nginx.port(), ReplayCase.UNTRUSTED)) {
            for (int i = offset; i < cases.size(); i += CONNECTIONS) {
                ReplayCase one = cases.get(i);
                HttpConnection connection =
                        one.from().equals(ReplayCase.TRUSTED) ? trusted : untrusted;
                String actual = text(connection.exchange(one.bytes()));
                Verdict expected = expected(one);
                if (!actual.equals(text(expected, one))) {
                    differences.add(
                            one + "\n  nginx:  " + actual + "\n  oracle: " + text(expected, one));
                }
                reasons.computeIfAbsent(expected.reason().code(), code -> new LongAdder())
                        .increment();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String text(HttpConnection.Response response) {
        return String.join(
                " ",
                Integer.toString(response.status()),
                response.header("x-sallyport-reason"),
                response.header("x-sallyport-revision"),
                response.header("x-sallyport-evaluated"),
                response.header("x-sallyport-decision"),
                response.header("x-sallyport-deployment"),
                response.header("x-sallyport-tenant"));
    }

    private String text(Verdict verdict, ReplayCase of) {
        boolean decided = verdict.mode() != null;
        TenantState state = decided ? published.get(host(of)) : null;
        return String.join(
                " ",
                verdict.enforced() == Effect.ALLOW ? "200" : "403",
                verdict.reason().code(),
                Long.toString(verdict.revision()),
                verdict.evaluated().name().toLowerCase(Locale.ROOT),
                verdict.enforced().name().toLowerCase(Locale.ROOT),
                verdict.deployment().name().toLowerCase(Locale.ROOT),
                state == null ? "(absent)" : state.tenant().value());
    }

    /* The host as a directory knows it; cases hold no other ports and dots than these. */
    private static String host(ReplayCase of) {
        String host = of.host().toLowerCase(Locale.ROOT);
        host = host.endsWith(":8080") ? host.substring(0, host.length() - 5) : host;
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private Verdict expected(ReplayCase of) {
        if (of.principal() == null || ReplayCase.BAD_HOSTS.contains(of.host())) {
            return Verdict.withoutTenant(new Reason.RequestAmbiguous(), position);
        }
        TenantState state = published.get(host(of));
        if (state == null) {
            Reason reason = isReady ? new Reason.TenantUnknown() : new Reason.NotReady();
            return Verdict.withoutTenant(reason, position);
        }
        List<String> joined = new ArrayList<>(of.forwarded());
        joined.add(of.from());
        Map<String, List<String>> headers = new TreeMap<>();
        headers.put("x-forwarded-for", List.of(String.join(", ", joined)));
        ClientAddress client = walk.walk(IpAddress.parse("127.0.0.1"), null, headers);
        return oracle.decide(
                state,
                new Request(
                        client,
                        NOW.toEpochMilli(),
                        NaiveChannels.channel(ReplayTenants.CHANNELS, of.target()),
                        of.principal()));
    }
}
