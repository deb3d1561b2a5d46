package dev.sallyport.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.TenantId;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tokens at the gate and what names the tenant: read from one place, believed only from trusted
 * proxies, and never half. The tokens of these tests are words; who reads real ones stands
 * elsewhere.
 */
final class TokensTest {

    /** Which gate is asked. */
    enum Gate {
        AUTHORIZATION,
        HEADER,
        COOKIE,
        CHECKED,
        CLAIM,
        PATH,
        CHECKED_PATH;

        private @Nullable TokenPlace place() {
            return switch (this) {
                case AUTHORIZATION -> new TokenPlace.Header("Authorization");
                case HEADER -> new TokenPlace.Header("X-App-Token");
                case COOKIE, CHECKED, CLAIM, CHECKED_PATH -> new TokenPlace.Cookie("session");
                case PATH -> null;
            };
        }

        private TenantSource tenants() {
            return switch (this) {
                case AUTHORIZATION, HEADER, COOKIE, CHECKED -> TenantSource.ownedHosts();
                case CLAIM -> new TenantSource.Token();
                case PATH, CHECKED_PATH -> new TenantSource.Path(PathPattern.parse("/t/{tenant}"));
            };
        }

        private GateConfiguration configuration() {
            TokenPlace place = place();
            boolean isChecked = this == CHECKED || this == CHECKED_PATH;
            return Gates.nginx()
                    .withTokens(
                            place == null
                                    ? null
                                    : new SentTokens(place, TokensTest::read, isChecked))
                    .withTenants(tenants())
                    .withThreads(1);
        }
    }

    private static final Map<Gate, GateServer> SERVERS = new EnumMap<>(Gate.class);
    private static final Map<Gate, Integer> PORTS = new EnumMap<>(Gate.class);
    private static final BlockingQueue<String> DECIDED = new LinkedBlockingQueue<>();

    /* `alice` and `alice@acme` are tokens; everything else is to be refused. */
    private static @Nullable TokenIdentity read(String token) {
        String[] parts = token.split("@", 2);
        if (!parts[0].matches("[a-z]{1,10}")) {
            return null;
        }
        Principal principal =
                new Principal(PrincipalKind.USER, parts[0], Set.of("admin"), null, null);
        return new TokenIdentity(principal, parts.length < 2 ? null : new TenantId(parts[1]));
    }

    private static final DecisionListener LISTENER =
            new DecisionListener() {
                @Override
                public void decided(
                        long high,
                        long low,
                        @Nullable IpAddress peer,
                        List<String> addressLines,
                        TenantSnapshot snapshot,
                        Request request,
                        Verdict verdict) {
                    String id = request.principal().id();
                    DECIDED.add(
                            snapshot.state().tenant()
                                    + " "
                                    + request.channel().label()
                                    + " "
                                    + (id == null ? "anonymous" : id));
                }
            };

    @BeforeAll
    static void start() {
        TenantDirectory directory = Gates.directory();
        Gates.publish(directory, Gates.state("acme", 1, Mode.ENFORCE), "acme.example.com");
        Gates.publish(directory, Gates.state("umbrella", 1, Mode.ENFORCE), "umbrella.example.com");
        for (Gate gate : Gate.values()) {
            GateServer server =
                    new GateServer(gate.configuration(), directory, Gates.CLOCK, LISTENER);
            SERVERS.put(gate, server);
            PORTS.put(gate, server.start());
        }
    }

    @AfterAll
    static void stop() {
        SERVERS.values().forEach(GateServer::close);
    }

    private static String asked(Gate gate, String from, String path, String lines)
            throws IOException, InterruptedException {
        DECIDED.clear();
        String request =
                "GET "
                        + path
                        + " HTTP/1.1\r\n"
                        + "Host: acme.example.com\r\n"
                        + "X-Forwarded-For: 192.0.2.1\r\n"
                        + "X-Original-URI: "
                        + path
                        + "\r\n"
                        + (lines.isEmpty() ? "" : lines.replace("|", "\r\n") + "\r\n")
                        + "\r\n";
        try (RawClient client = new RawClient(PORTS.getOrDefault(gate, 0), from)) {
            RawClient.Response response = client.send(request).read();
            if (response.status() == 204) {
                return DECIDED.take();
            }
            assertThat(DECIDED).isEmpty();
            return from.equals("127.0.0.1")
                    ? response.header("x-sallyport-reason")
                    : String.valueOf(response.status());
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '!',
            textBlock =
                    """
                    AUTHORIZATION ! Authorization: Bearer alice                    ! acme other alice
                    AUTHORIZATION ! authorization: bEARER alice                    ! acme other alice
                    AUTHORIZATION ! ''                                             ! acme other anonymous
                    AUTHORIZATION ! Cookie: session=alice                          ! acme other anonymous
                    AUTHORIZATION ! Authorization:                                 ! request-ambiguous
                    AUTHORIZATION ! Authorization: Bearer                          ! request-ambiguous
                    AUTHORIZATION ! Authorization: Bearer  alice                   ! request-ambiguous
                    AUTHORIZATION ! Authorization: Beareralice                     ! request-ambiguous
                    AUTHORIZATION ! Authorization: Basic YWxpY2U6eA==              ! request-ambiguous
                    AUTHORIZATION ! Authorization: alice                           ! request-ambiguous
                    AUTHORIZATION ! Authorization: Bearer ALICE                    ! request-ambiguous
                    AUTHORIZATION ! Authorization: Bearer alice, Bearer bob        ! request-ambiguous
                    AUTHORIZATION ! Authorization: Bearer alice|Authorization: Bearer alice ! request-ambiguous
                    HEADER        ! X-App-Token: alice                             ! acme other alice
                    HEADER        ! X-App-Token: Bearer alice                      ! request-ambiguous
                    HEADER        ! X-App-Token:                                   ! request-ambiguous
                    HEADER        ! Authorization: Bearer alice                    ! acme other anonymous
                    COOKIE        ! Cookie: session=alice                          ! acme other alice
                    COOKIE        ! Cookie: a=b; session=alice; c=d                ! acme other alice
                    COOKIE        ! Cookie: a=b;session=alice                      ! acme other alice
                    COOKIE        ! Cookie: a=b; session = alice                   ! acme other alice
                    COOKIE        ! Cookie: a=b; session2=bob; xsession=bob        ! acme other anonymous
                    COOKIE        ! Cookie: SESSION=alice                          ! acme other anonymous
                    COOKIE        ! Cookie: session                                ! acme other anonymous
                    COOKIE        ! Cookie:                                        ! acme other anonymous
                    COOKIE        ! Cookie: session=                               ! request-ambiguous
                    COOKIE        ! Cookie: session=; a=b                          ! request-ambiguous
                    COOKIE        ! Cookie: session=ALICE                          ! request-ambiguous
                    COOKIE        ! Cookie: session="alice"                        ! request-ambiguous
                    COOKIE        ! Cookie: session=alice; session=alice           ! request-ambiguous
                    COOKIE        ! Cookie: session=alice; a=b; session=bob        ! request-ambiguous
                    COOKIE        ! Cookie: a="; session=alice; b="                ! acme other alice
                    COOKIE        ! Cookie: session=alice|Cookie: a=b              ! request-ambiguous
                    CHECKED       ! Cookie: session=alice@acme                     ! acme other alice
                    CHECKED       ! Cookie: session=alice@umbrella                 ! request-ambiguous
                    CHECKED       ! Cookie: session=alice@nobody                   ! request-ambiguous
                    CHECKED       ! Cookie: session=alice                          ! request-ambiguous
                    CHECKED       ! ''                                             ! acme other anonymous
                    CLAIM         ! Cookie: session=alice@umbrella                 ! umbrella other alice
                    CLAIM         ! Cookie: session=alice@nobody                   ! tenant-unknown
                    CLAIM         ! Cookie: session=alice                          ! tenant-unknown
                    CLAIM         ! ''                                             ! tenant-unknown
                    CLAIM         ! Cookie: session=ALICE                          ! request-ambiguous
                    """)
    void tokens(Gate gate, String lines, String expected) throws IOException, InterruptedException {
        assertThat(asked(gate, "127.0.0.1", "/", lines)).isEqualTo(expected);
    }

    // Semantics 8: a path that can be read in two ways names neither a channel nor a tenant.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '!',
            textBlock =
                    """
                    /t/acme             ! acme other anonymous
                    /t/acme/            ! acme other anonymous
                    /t/umbrella/app/x   ! umbrella ui anonymous
                    /t/acme/api?x=/t/umbrella/  ! acme api anonymous
                    /t/%61cme/saml/     ! acme sso anonymous
                    /t/acme/t/umbrella  ! acme other anonymous
                    /t/nobody/app/      ! tenant-unknown
                    /t/ACME/app/        ! tenant-unknown
                    /t/                 ! tenant-unknown
                    /t                  ! tenant-unknown
                    /                   ! tenant-unknown
                    /app/               ! tenant-unknown
                    /tt/acme/           ! tenant-unknown
                    //t/acme/           ! request-ambiguous
                    /t//acme/           ! request-ambiguous
                    /t/acme//app/       ! request-ambiguous
                    /t/acme/../umbrella ! request-ambiguous
                    /t/acme/%2e%2e/umbrella ! request-ambiguous
                    /t/acme%2fapp       ! request-ambiguous
                    /t/acme;x/app/      ! request-ambiguous
                    /t/acme%00/         ! request-ambiguous
                    /t/acme%2561/       ! request-ambiguous
                    http://h/t/acme/    ! request-ambiguous
                    """)
    void tenantsByPath(String path, String expected) throws IOException, InterruptedException {
        assertThat(asked(Gate.PATH, "127.0.0.1", path, "")).isEqualTo(expected);
    }

    @Test
    void tokenOfAnotherTenantThanThePaths() throws IOException, InterruptedException {
        String cookie = "Cookie: session=alice@acme";
        assertThat(asked(Gate.CHECKED_PATH, "127.0.0.1", "/t/acme/api", cookie))
                .isEqualTo("acme api alice");
        assertThat(asked(Gate.CHECKED_PATH, "127.0.0.1", "/t/umbrella/api", cookie))
                .isEqualTo("request-ambiguous");
    }

    @Test
    void fromPeersThatAreNoProxiesNoTokenCounts() throws IOException, InterruptedException {
        String cookie = "Cookie: session=alice@acme";
        assertThat(asked(Gate.COOKIE, "127.0.0.9", "/", cookie)).isEqualTo("acme other anonymous");
        assertThat(asked(Gate.COOKIE, "127.0.0.9", "/", "Cookie: session=!"))
                .isEqualTo("acme other anonymous");
        assertThat(asked(Gate.CLAIM, "127.0.0.9", "/", cookie)).isEqualTo("403");
        assertThat(asked(Gate.PATH, "127.0.0.9", "/t/acme/app/", ""))
                .isEqualTo("acme ui anonymous");
    }

    @Test
    void enormousTokensAreRefusedAndTheNextConnectionIsFine()
            throws IOException, InterruptedException {
        try (RawClient client = new RawClient(PORTS.getOrDefault(Gate.COOKIE, 0))) {
            String request =
                    "GET / HTTP/1.1\r\nHost: acme.example.com\r\nCookie: session="
                            + "a".repeat(1_000_000)
                            + "\r\n\r\n";
            assertThat(client.send(request).read().status()).isEqualTo(431);
            assertThat(client.isClosedByServer()).isTrue();
        }
        assertThat(asked(Gate.COOKIE, "127.0.0.1", "/", "Cookie: session=" + "a".repeat(9000)))
                .isEqualTo("request-ambiguous");
        assertThat(asked(Gate.COOKIE, "127.0.0.1", "/", "Cookie: session=alice"))
                .isEqualTo("acme other alice");
    }

    @Test
    void refusedTokensAreCounted() throws IOException, InterruptedException {
        GateMetrics metrics = Objects.requireNonNull(SERVERS.get(Gate.CHECKED)).metrics();
        long refused = metrics.refusedTokens();
        long others = metrics.tokensOfOtherTenants();
        assertThat(asked(Gate.CHECKED, "127.0.0.1", "/", "Cookie: session=!"))
                .isEqualTo("request-ambiguous");
        assertThat(asked(Gate.CHECKED, "127.0.0.1", "/", "Cookie: session=bob@umbrella"))
                .isEqualTo("request-ambiguous");
        assertThat(metrics.refusedTokens()).isEqualTo(refused + 1);
        assertThat(metrics.tokensOfOtherTenants()).isEqualTo(others + 1);
    }
}
