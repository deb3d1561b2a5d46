package dev.sallyport.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.client.AddressHeader;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.client.UndeterminedCause;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.policy.Mode;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the gate takes from a request: exactly one header for each fact, by profile, and nothing
 * from peers that are not trusted. Each row is a request and the facts that reached the engine, or
 * the reason for which none did.
 */
final class FactsTest {

    /** Which gate is asked. */
    enum Gate {
        NGINX,
        FORWARD_AUTH,
        ENVOY,
        /** One address in a header of the deployment's own. */
        CUSTOM,
        /** Everything about the principal under its conventional name. */
        VOUCHING,
        /** Tenant and channel under their conventional names. */
        NAMING,
        /** Tenants by host pattern. */
        PATTERN;

        private GateConfiguration configuration() {
            FactHeaders nginx = GateProfile.NGINX.factHeaders();
            GateConfiguration configuration =
                    switch (this) {
                        case NGINX -> Gates.nginx();
                        case FORWARD_AUTH -> GateConfiguration.of(GateProfile.FORWARD_AUTH);
                        case ENVOY -> GateConfiguration.of(GateProfile.ENVOY);
                        case CUSTOM ->
                                Gates.nginx()
                                        .withFactHeaders(
                                                FactHeaders.of(
                                                        new AddressHeader(
                                                                "X-Real-Ip",
                                                                AddressHeader.Syntax.SINGLE),
                                                        "X-Host",
                                                        "X-Path"));
                        case VOUCHING ->
                                Gates.nginx()
                                        .withFactHeaders(
                                                nginx.withPrincipal(
                                                        "X-Sallyport-Principal",
                                                        "X-Sallyport-Roles",
                                                        "X-Sallyport-Client",
                                                        "X-Sallyport-Authorized-Clients"));
                        case NAMING ->
                                Gates.nginx()
                                        .withFactHeaders(
                                                nginx.withTenant("X-Sallyport-Tenant")
                                                        .withChannel("X-Sallyport-Channel"));
                        case PATTERN ->
                                Gates.nginx()
                                        .withTenants(
                                                new TenantSource.Host(
                                                        HostPattern.parse(
                                                                "{tenant}.saas.example")));
                    };
            return configuration
                    .withTrustedProxies(Gates.trusted())
                    .withAnswerHeaders(AnswerHeaders.FULL)
                    .withThreads(1);
        }
    }

    /** One request, lines separated by `|`, and what is expected of it. */
    record Row(String name, Gate gate, String from, String request, String expected) {
        @Override
        public String toString() {
            return gate + ": " + name;
        }
    }

    private static final String UNTRUSTED = "127.0.0.9";
    private static final Map<Gate, GateServer> SERVERS = new EnumMap<>(Gate.class);
    private static final Map<Gate, Integer> PORTS = new EnumMap<>(Gate.class);
    private static final BlockingQueue<String> DECIDED = new LinkedBlockingQueue<>();

    @BeforeAll
    static void start() {
        TenantDirectory directory = Gates.directory();
        Gates.publish(
                directory,
                Gates.state("acme", 7, Mode.ENFORCE),
                "acme.example.com",
                "hooli.saas.example",
                "[2001:db8::1]");
        Gates.publish(directory, Gates.state("hooli", 1, Mode.ENFORCE));
        Gates.publish(directory, Gates.state("umbrella", 3, Mode.ENFORCE), "umbrella.example.com");
        for (Gate gate : Gate.values()) {
            GateServer server =
                    new GateServer(
                            gate.configuration(),
                            directory,
                            Gates.CLOCK,
                            (high, low, peer, lines, snapshot, request, verdict) ->
                                    DECIDED.add(snapshot.state().tenant() + " " + facts(request)));
            SERVERS.put(gate, server);
            PORTS.put(gate, server.start());
        }
    }

    @AfterAll
    static void stop() {
        SERVERS.values().forEach(GateServer::close);
    }

    private static String facts(Request request) {
        String address =
                switch (request.client()) {
                    case ClientAddress.Determined known ->
                            known.address() + " by " + known.derivedFrom();
                    case ClientAddress.Undetermined undetermined -> text(undetermined.cause());
                };
        return address + " at " + request.channel().label() + " " + text(request.principal());
    }

    private static String text(UndeterminedCause cause) {
        return "undetermined (" + cause + ")";
    }

    private static String text(Principal principal) {
        String roles =
                principal.roles().isEmpty() ? "" : " roles " + new TreeSet<>(principal.roles());
        String client = principal.clientId() == null ? "" : " client " + principal.clientId();
        String authorized =
                principal.authorizedClients() == null
                        ? ""
                        : " authorized " + new TreeSet<>(principal.authorizedClients());
        return principal.kind()
                + (principal.id() == null ? "" : ":" + principal.id())
                + roles
                + client
                + authorized;
    }

    static Stream<Row> rows() {
        return Stream.of(
                        clientAddress(),
                        hosts(),
                        paths(),
                        profiles(),
                        repeated(),
                        forged(),
                        untrusted(),
                        principals(),
                        named())
                .flatMap(rows -> rows);
    }

    private static Row row(String name, Gate gate, String request, String expected) {
        return new Row(name, gate, "127.0.0.1", request, expected);
    }

    /* An nginx subrequest for acme's door `other` with these further lines. */
    private static Row nginx(String name, String lines, String expected) {
        return row(
                name,
                Gate.NGINX,
                "GET /ask HTTP/1.1|Host: acme.example.com|X-Original-URI: /|" + lines,
                expected);
    }

    // Semantics 2: "All its lines are joined in order and walked from the right".
    private static Stream<Row> clientAddress() {
        return Stream.of(
                nginx(
                        "one address",
                        "X-Forwarded-For: 192.0.2.1",
                        "acme 192.0.2.1 by x-forwarded-for at other ANONYMOUS"),
                nginx(
                        "the rightmost untrusted one",
                        "X-Forwarded-For: 198.51.100.1, 192.0.2.1, 10.0.0.1",
                        "acme 192.0.2.1 by x-forwarded-for at other ANONYMOUS"),
                nginx(
                        "lines joined in order",
                        "X-Forwarded-For: 192.0.2.1|X-Forwarded-For: 10.0.0.1",
                        "acme 192.0.2.1 by x-forwarded-for at other ANONYMOUS"),
                nginx(
                        "the last line counts first",
                        "X-Forwarded-For: 192.0.2.1|X-Forwarded-For: 192.0.2.2",
                        "acme 192.0.2.2 by x-forwarded-for at other ANONYMOUS"),
                nginx(
                        "any case of the name",
                        "x-FORWARDED-for: 192.0.2.1",
                        "acme 192.0.2.1 by x-forwarded-for at other ANONYMOUS"),
                nginx(
                        "missing",
                        "X-Nothing: 1",
                        "acme undetermined (HEADER_MISSING) at other ANONYMOUS"),
                nginx(
                        "empty",
                        "X-Forwarded-For:",
                        "acme undetermined (ELEMENT_EMPTY) at other ANONYMOUS"),
                nginx(
                        "malformed",
                        "X-Forwarded-For: 192.0.2.256",
                        "acme undetermined (ELEMENT_MALFORMED) at other ANONYMOUS"),
                nginx(
                        "hidden",
                        "X-Forwarded-For: unknown",
                        "acme undetermined (ELEMENT_HIDDEN) at other ANONYMOUS"),
                nginx(
                        "only trusted hops",
                        "X-Forwarded-For: 10.1.1.1",
                        "acme undetermined (ONLY_TRUSTED_HOPS) at other ANONYMOUS"),
                nginx(
                        "unspecified",
                        "X-Forwarded-For: ::",
                        "acme undetermined (UNSPECIFIED_ADDRESS) at other ANONYMOUS"),
                nginx(
                        "with port",
                        "X-Forwarded-For: 192.0.2.1:4711",
                        "acme 192.0.2.1 by x-forwarded-for at other ANONYMOUS"),
                nginx(
                        "IPv6 in brackets",
                        "X-Forwarded-For: [2001:DB8::1]:443",
                        "acme 2001:db8::1 by x-forwarded-for at other ANONYMOUS"),
                nginx(
                        "mapped",
                        "X-Forwarded-For: ::ffff:192.0.2.1",
                        "acme 192.0.2.1 by x-forwarded-for at other ANONYMOUS"),
                row(
                        "a single header repeated",
                        Gate.CUSTOM,
                        "GET / HTTP/1.1|X-Host: acme.example.com|X-Path: /|X-Real-Ip:"
                                + " 192.0.2.1|X-Real-Ip: 192.0.2.1",
                        "request-ambiguous"),
                row(
                        "a single header with a list",
                        Gate.CUSTOM,
                        "GET / HTTP/1.1|X-Host: acme.example.com|X-Path: /|X-Real-Ip: 192.0.2.1,"
                                + " 192.0.2.2",
                        "acme undetermined (HEADER_REPEATED) at other ANONYMOUS"));
    }

    private static Row host(String name, String host, String expected) {
        return row(
                name,
                Gate.NGINX,
                "GET / HTTP/1.1|Host:" + host + "|X-Original-URI: /|X-Forwarded-For: 192.0.2.1",
                expected);
    }

    // API: "host name (lower case, A-labels, port and trailing dot removed)".
    private static Stream<Row> hosts() {
        String acme = "acme 192.0.2.1 by x-forwarded-for at other ANONYMOUS";
        return Stream.of(
                host("as it is", " acme.example.com", acme),
                host("capitals", " ACME.Example.COM", acme),
                host("port", " acme.example.com:8443", acme),
                host("empty port", " acme.example.com:", acme),
                host("trailing dot", " acme.example.com.", acme),
                host("trailing dot and port", " acme.example.com.:443", acme),
                host("white space around", " \t acme.example.com \t", acme),
                host("IPv6 literal", " [2001:db8:0::1]", acme),
                host("IPv6 literal with port", " [2001:0DB8::1]:80", acme),
                host("unknown", " acme.example.org", "tenant-unknown"),
                host("IPv4 literal", " 192.0.2.1", "tenant-unknown"),
                host("empty", "", "tenant-unknown"),
                row("missing", Gate.NGINX, "GET / HTTP/1.0|X-Original-URI: /", "tenant-unknown"),
                host("two trailing dots", " acme.example.com..", "request-ambiguous"),
                host("empty label", " acme..example.com", "request-ambiguous"),
                host("leading dot", " .acme.example.com", "request-ambiguous"),
                host("two ports", " acme.example.com:80:80", "request-ambiguous"),
                host("port that is none", " acme.example.com:http", "request-ambiguous"),
                host("long port", " acme.example.com:000080", "request-ambiguous"),
                host("list", " acme.example.com, umbrella.example.com", "request-ambiguous"),
                host(
                        "user information",
                        " acme.example.com@umbrella.example.com",
                        "request-ambiguous"),
                host("path", " acme.example.com/", "request-ambiguous"),
                host("escape", " acme%2eexample.com", "request-ambiguous"),
                host("outside ASCII", " acm\u00e9.example.com", "request-ambiguous"),
                host("IPv6 without brackets", " 2001:db8::1", "request-ambiguous"),
                host("zone", " [fe80::1%25eth0]", "request-ambiguous"),
                host("IPv4 in brackets", " [192.0.2.1]", "request-ambiguous"),
                host("bracket left open", " [2001:db8::1", "request-ambiguous"),
                host("label of 64", " " + "a".repeat(64) + ".example.com", "request-ambiguous"),
                row(
                        "by pattern",
                        Gate.PATTERN,
                        "GET / HTTP/1.1|Host: umbrella.saas.example:80|X-Original-URI: /",
                        "umbrella undetermined (HEADER_MISSING) at other ANONYMOUS"),
                row(
                        "by pattern, unknown",
                        Gate.PATTERN,
                        "GET / HTTP/1.1|Host: nobody.saas.example|X-Original-URI: /",
                        "tenant-unknown"),
                row(
                        "by pattern, deeper",
                        Gate.PATTERN,
                        "GET / HTTP/1.1|Host: x.umbrella.saas.example|X-Original-URI: /",
                        "tenant-unknown"),
                row(
                        "a host that one tenant owns and the pattern gives another",
                        Gate.PATTERN,
                        "GET / HTTP/1.1|Host: hooli.saas.example|X-Original-URI: /",
                        "acme undetermined (HEADER_MISSING) at other ANONYMOUS"),
                row(
                        "owned host beside a pattern",
                        Gate.PATTERN,
                        "GET / HTTP/1.1|Host: acme.example.com|X-Original-URI: /",
                        "acme undetermined (HEADER_MISSING) at other ANONYMOUS"));
    }

    private static Row path(String path, String channel) {
        return row(
                "path `" + path + "`",
                Gate.NGINX,
                "GET / HTTP/1.1|Host: acme.example.com|X-Forwarded-For: 192.0.2.1|X-Original-URI: "
                        + path,
                "acme 192.0.2.1 by x-forwarded-for at " + channel + " ANONYMOUS");
    }

    // Semantics 8: "the longest declared path prefix on segment borders, case-sensitive, after one
    // decoding".
    private static Stream<Row> paths() {
        return Stream.of(
                path("/api", "api"),
                path("/api/v1", "api"),
                path("/apiary", "other"),
                path("/API", "other"),
                path("/%61pi", "api"),
                path("/app/", "ui"),
                path("/app", "other"),
                path("/saml/acs?x=//;%2e", "sso"),
                path("/", "other"),
                path("//api", "ambiguous"),
                path("/api//x", "ambiguous"),
                path("/api/../saml/", "ambiguous"),
                path("/./api", "ambiguous"),
                path("/api;v=1", "ambiguous"),
                path("/api\\x", "ambiguous"),
                path("/%2e%2e/api", "ambiguous"),
                path("/saml%2facs", "ambiguous"),
                path("/api%5cx", "ambiguous"),
                path("/api%00", "ambiguous"),
                path("/%2561pi", "ambiguous"),
                path("/api%zz", "ambiguous"),
                path("/api%4", "ambiguous"),
                path("http://acme.example.com/api", "ambiguous"),
                path("api", "ambiguous"),
                path("*", "ambiguous"),
                path("", "ambiguous"),
                path("/api\u00e9", "ambiguous"),
                row(
                        "path missing",
                        Gate.NGINX,
                        "GET /api HTTP/1.1|Host: acme.example.com|X-Forwarded-For: 192.0.2.1",
                        "acme 192.0.2.1 by x-forwarded-for at ambiguous ANONYMOUS"));
    }

    private static final String EVERYTHING =
            "GET /api HTTP/1.1|Host: acme.example.com|X-Forwarded-For: 192.0.2.1|X-Forwarded-Host:"
                    + " umbrella.example.com|X-Forwarded-Uri: /saml/|X-Original-URI: /app/|X-Host:"
                    + " nobody.example.com|X-Path: /|X-Real-Ip: 198.51.100.1|Forwarded:"
                    + " for=198.51.100.2";

    // API: "Facts come from exactly one header each, named by the profile".
    private static Stream<Row> profiles() {
        return Stream.of(
                row(
                        "its own headers among all",
                        Gate.NGINX,
                        EVERYTHING,
                        "acme 192.0.2.1 by x-forwarded-for at ui ANONYMOUS"),
                row(
                        "its own headers among all",
                        Gate.FORWARD_AUTH,
                        EVERYTHING,
                        "umbrella 192.0.2.1 by x-forwarded-for at sso ANONYMOUS"),
                row(
                        "its own headers among all",
                        Gate.ENVOY,
                        EVERYTHING,
                        "acme 192.0.2.1 by x-forwarded-for at api ANONYMOUS"),
                row("its own headers among all", Gate.CUSTOM, EVERYTHING, "tenant-unknown"),
                row(
                        "no other header instead",
                        Gate.FORWARD_AUTH,
                        "GET /api HTTP/1.1|Host: acme.example.com|X-Original-URI: /api",
                        "tenant-unknown"),
                row(
                        "no other path instead",
                        Gate.FORWARD_AUTH,
                        "GET /api HTTP/1.1|X-Forwarded-Host: acme.example.com",
                        "acme undetermined (HEADER_MISSING) at ambiguous ANONYMOUS"),
                row(
                        "own path in absolute form",
                        Gate.ENVOY,
                        "GET http://acme.example.com/api HTTP/1.1|Host: acme.example.com",
                        "acme undetermined (HEADER_MISSING) at ambiguous ANONYMOUS"),
                row(
                        "own path with query",
                        Gate.ENVOY,
                        "POST /api?x HTTP/1.1|Host: acme.example.com|Content-Length: 0",
                        "acme undetermined (HEADER_MISSING) at api ANONYMOUS"));
    }

    // API: "A repeated single-valued fact header -> 403 request-ambiguous".
    private static Stream<Row> repeated() {
        return Stream.of(
                nginx("Host, the same", "Host: acme.example.com", "request-ambiguous"),
                nginx(
                        "Host, another case and value",
                        "hOST: umbrella.example.com",
                        "request-ambiguous"),
                nginx("Host, empty", "Host:", "request-ambiguous"),
                nginx("path", "X-Original-URI: /", "request-ambiguous"),
                nginx(
                        "a header of another profile",
                        "X-Forwarded-Host: a|X-Forwarded-Host: b|X-Forwarded-Uri:"
                                + " /|X-Forwarded-Uri: /|X-Forwarded-For: 192.0.2.1",
                        "acme 192.0.2.1 by x-forwarded-for at other ANONYMOUS"),
                row(
                        "host",
                        Gate.FORWARD_AUTH,
                        "GET / HTTP/1.1|X-Forwarded-Host: acme.example.com|X-Forwarded-Host:"
                                + " acme.example.com|X-Forwarded-Uri: /",
                        "request-ambiguous"),
                row(
                        "path",
                        Gate.FORWARD_AUTH,
                        "GET / HTTP/1.1|X-Forwarded-Host: acme.example.com|X-Forwarded-Uri:"
                                + " /|X-Forwarded-Uri: /",
                        "request-ambiguous"),
                row(
                        "Host, which is no fact here",
                        Gate.FORWARD_AUTH,
                        "GET / HTTP/1.1|Host: a|Host: b|X-Forwarded-Host:"
                                + " acme.example.com|X-Forwarded-Uri: /",
                        "acme undetermined (HEADER_MISSING) at other ANONYMOUS"),
                row(
                        "tenant",
                        Gate.NAMING,
                        "GET / HTTP/1.1|X-Sallyport-Tenant: acme|X-Sallyport-Tenant: acme",
                        "request-ambiguous"),
                row(
                        "channel",
                        Gate.NAMING,
                        "GET / HTTP/1.1|X-Sallyport-Tenant: acme|X-Sallyport-Channel:"
                                + " api|X-Sallyport-Channel: api",
                        "request-ambiguous"),
                vouched(
                        "principal",
                        "X-Sallyport-Principal: user:a|X-Sallyport-Principal: user:a",
                        "request-ambiguous"),
                vouched("roles", "X-Sallyport-Roles: a|X-Sallyport-Roles: b", "request-ambiguous"),
                vouched(
                        "client",
                        "X-Sallyport-Client: a|X-Sallyport-Client: a",
                        "request-ambiguous"),
                vouched(
                        "authorized clients",
                        "X-Sallyport-Authorized-Clients: a|X-Sallyport-Authorized-Clients: b",
                        "request-ambiguous"));
    }

    // API: "All other headers are ignored"; the optional ones are off by default.
    private static Stream<Row> forged() {
        String forged =
                "X-Forwarded-For: 192.0.2.1|X-Sallyport-Tenant: umbrella|X-Sallyport-Channel:"
                        + " sso|X-Sallyport-Principal: support:root|X-Sallyport-Roles:"
                        + " admin|X-Sallyport-Client: cli|X-Sallyport-Authorized-Clients:"
                        + " cli|X-Sallyport-Decision: allow|X-Real-IP: 198.51.100.1|Forwarded:"
                        + " for=198.51.100.1|X-Forwarded-Host: umbrella.example.com|X-Forwarded-Uri:"
                        + " /api|X_Forwarded_For: 198.51.100.1|X-Original-URL: /api|X-Rewrite-URL:"
                        + " /api|True-Client-IP: 198.51.100.1";
        return Stream.of(
                nginx(
                        "every header that is not configured",
                        forged,
                        "acme 192.0.2.1 by x-forwarded-for at other ANONYMOUS"),
                nginx(
                        "malformed in a header that is not configured",
                        "X-Forwarded-For: 192.0.2.1|X-Sallyport-Principal: king",
                        "acme 192.0.2.1 by x-forwarded-for at other ANONYMOUS"),
                nginx(
                        "named as hop by hop",
                        "X-Forwarded-For: 192.0.2.1|Connection: X-Forwarded-For, Host",
                        "acme 192.0.2.1 by x-forwarded-for at other ANONYMOUS"));
    }

    // API: "From a peer that is not a trusted proxy: peer address, Host, own path, nothing else".
    private static Stream<Row> untrusted() {
        String forged =
                "|X-Forwarded-For: 192.0.2.1|X-Real-Ip: 192.0.2.1|X-Original-URI:"
                        + " /app/|X-Forwarded-Uri: /app/|X-Path: /app/|X-Forwarded-Host:"
                        + " umbrella.example.com|X-Host: umbrella.example.com|X-Sallyport-Tenant:"
                        + " umbrella|X-Sallyport-Tenant: umbrella|X-Sallyport-Principal:"
                        + " king|X-Sallyport-Channel: sso";
        return Stream.of(Gate.values())
                .flatMap(gate ->
                        Stream.of(
                                new Row(
                                        "untrusted, with everything forged",
                                        gate,
                                        UNTRUSTED,
                                        "GET /api HTTP/1.1|Host: acme.example.com" + forged,
                                        "acme 127.0.0.9 by peer at api ANONYMOUS"),
                                new Row(
                                        "untrusted, unknown host",
                                        gate,
                                        UNTRUSTED,
                                        "GET /api HTTP/1.1|Host: nobody.example.com" + forged,
                                        "tenant-unknown"),
                                new Row(
                                        "untrusted, Host repeated",
                                        gate,
                                        UNTRUSTED,
                                        "GET / HTTP/1.1|Host: acme.example.com|Host:"
                                                + " acme.example.com",
                                        "request-ambiguous")));
    }

    private static Row vouched(String name, String lines, String expected) {
        return row(
                name,
                Gate.VOUCHING,
                "GET / HTTP/1.1|Host: acme.example.com|X-Original-URI: /|X-Forwarded-For:"
                        + " 192.0.2.1|"
                        + lines,
                expected.equals("request-ambiguous")
                        ? expected
                        : "acme 192.0.2.1 by x-forwarded-for at other " + expected);
    }

    // Semantics 1: "A principal that is sent but malformed is refused at the door, never taken for
    // anonymous."
    private static Stream<Row> principals() {
        String kind = "X-Sallyport-Principal: ";
        String roles = "X-Sallyport-Roles: ";
        String clients = "X-Sallyport-Authorized-Clients:";
        return Stream.of(
                vouched("nothing sent", "X-Nothing: 1", "ANONYMOUS"),
                vouched("anonymous", kind + "anonymous", "ANONYMOUS"),
                vouched("user", kind + "user:alice", "USER:alice"),
                vouched("user without id", kind + "user", "USER"),
                vouched("client", kind + "client:batch-7", "CLIENT:batch-7"),
                vouched(
                        "support",
                        kind + "support:bob@operator.example",
                        "SUPPORT:bob@operator.example"),
                vouched("colon in the id", kind + "user:a:b", "USER:a:b"),
                vouched("escapes", kind + "user:a%2Cb%20%25%22", "USER:a,b %\""),
                vouched("UTF-8", kind + "user:%C3%A9", "USER:\u00e9"),
                vouched("empty", "X-Sallyport-Principal:", "request-ambiguous"),
                vouched("unknown kind", kind + "king:alice", "request-ambiguous"),
                vouched("kind in capitals", kind + "User:alice", "request-ambiguous"),
                vouched("empty id", kind + "user:", "request-ambiguous"),
                vouched("anonymous with id", kind + "anonymous:alice", "request-ambiguous"),
                vouched("two in one line", kind + "user:alice, user:bob", "request-ambiguous"),
                vouched("quotes", kind + "user:\"alice\"", "request-ambiguous"),
                vouched("white space", kind + "user:al ice", "request-ambiguous"),
                vouched("outside ASCII", kind + "user:\u00e9", "request-ambiguous"),
                vouched("bad escape", kind + "user:%4", "request-ambiguous"),
                vouched("no hexadecimal digit", kind + "user:%4x", "request-ambiguous"),
                vouched("bad UTF-8", kind + "user:%ff", "request-ambiguous"),
                vouched("control character", kind + "user:%00", "request-ambiguous"),
                vouched("long id", kind + "user:" + "a".repeat(257), "request-ambiguous"),
                vouched("longest id", kind + "user:" + "a".repeat(256), "USER:" + "a".repeat(256)),
                vouched(
                        "roles",
                        kind + "user:a|" + roles + "admin, auditor,admin",
                        "USER:a roles [admin, auditor]"),
                vouched("no roles", "X-Sallyport-Roles:", "ANONYMOUS"),
                vouched("empty role", roles + "admin,,auditor", "request-ambiguous"),
                vouched("trailing comma", roles + "admin,", "request-ambiguous"),
                vouched("bad role", roles + "admin,%zz", "request-ambiguous"),
                vouched("client id", kind + "user:a|X-Sallyport-Client: web", "USER:a client web"),
                vouched("empty client id", "X-Sallyport-Client:", "request-ambiguous"),
                vouched(
                        "authorized clients",
                        kind + "user:a|" + clients + " web,cli",
                        "USER:a authorized [cli, web]"),
                vouched(
                        "empty list of authorized clients",
                        kind + "user:a|" + clients,
                        "USER:a authorized []"),
                vouched(
                        "empty list in quotes",
                        kind + "user:a|" + clients + " \"\"",
                        "USER:a authorized []"),
                vouched("bad list of authorized clients", clients + " a b", "request-ambiguous"));
    }

    private static Row named(String name, String lines, String expected) {
        return row(
                name,
                Gate.NAMING,
                "GET /api HTTP/1.1|Host: umbrella.example.com|X-Original-URI: /api|X-Forwarded-For:"
                        + " 192.0.2.1|"
                        + lines,
                expected);
    }

    // FactHeaders: a configured header alone names tenant and channel.
    private static Stream<Row> named() {
        String tenant = "X-Sallyport-Tenant: acme|X-Sallyport-Channel: ";
        return Stream.of(
                named(
                        "tenant and channel",
                        tenant + "sso",
                        "acme 192.0.2.1 by x-forwarded-for at sso ANONYMOUS"),
                named(
                        "built-in channel",
                        tenant + "other",
                        "acme 192.0.2.1 by x-forwarded-for at other ANONYMOUS"),
                named(
                        "channel said to be ambiguous",
                        tenant + "ambiguous",
                        "acme 192.0.2.1 by x-forwarded-for at ambiguous ANONYMOUS"),
                named(
                        "channel nobody declared",
                        tenant + "scim",
                        "acme 192.0.2.1 by x-forwarded-for at ambiguous ANONYMOUS"),
                named(
                        "channel missing",
                        "X-Sallyport-Tenant: acme",
                        "acme 192.0.2.1 by x-forwarded-for at ambiguous ANONYMOUS"),
                named("channel malformed", tenant + "S S O", "request-ambiguous"),
                named("tenant missing", "X-Sallyport-Channel: sso", "tenant-unknown"),
                named("tenant unknown", "X-Sallyport-Tenant: nobody", "tenant-unknown"),
                named("tenant malformed", "X-Sallyport-Tenant: Acme!", "request-ambiguous"),
                named("tenant empty", "X-Sallyport-Tenant:", "request-ambiguous"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void factsAreThose(Row row) throws IOException, InterruptedException {
        DECIDED.clear();
        try (RawClient client = new RawClient(PORTS.getOrDefault(row.gate(), 0), row.from())) {
            RawClient.Response response =
                    client.send(row.request().replace("|", "\r\n") + "\r\n\r\n").read();
            boolean trusted = row.from().equals("127.0.0.1");
            if (row.expected().startsWith("acme ") || row.expected().startsWith("umbrella ")) {
                assertThat(response.status()).isEqualTo(204);
                assertThat(DECIDED.take()).isEqualTo(row.expected());
            } else {
                assertThat(response.status()).isEqualTo(403);
                assertThat(response.header("x-sallyport-reason"))
                        .isEqualTo(trusted ? row.expected() : "(absent)");
            }
            assertThat(DECIDED).isEmpty();
        }
    }
}
