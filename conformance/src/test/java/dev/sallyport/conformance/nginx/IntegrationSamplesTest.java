package dev.sallyport.conformance.nginx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import dev.sallyport.server.RunningServer;
import dev.sallyport.server.config.ConfigurationLoader;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples of docs/integrate.md: each file as it is, with a real server and a real nginx. */
final class IntegrationSamplesTest {

    private static final Path DEPLOY = Path.of("..", "deploy").toAbsolutePath().normalize();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String SECRET = "a secret that tests know";

    @TempDir private Path folder;

    private RunningServer server(String sample, String... more) throws IOException {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--config=" + DEPLOY.resolve("config").resolve(sample + ".yaml"),
                                "--data=" + folder.resolve(sample),
                                "--port=0",
                                "--gate-port=0",
                                "--operator.client-secret=" + SECRET));
        arguments.addAll(List.of(more));
        ConfigurationLoader.Result result = ConfigurationLoader.load(arguments, Map.of());
        if (!(result instanceof ConfigurationLoader.Result.Loaded(var configuration))) {
            throw new AssertionError(result.toString());
        }
        return RunningServer.start(configuration);
    }

    /* acme is closed to everybody but 203.0.113.0/24; umbrella denies interns; both have a channel. */
    private static void tenants(RunningServer server) throws IOException, InterruptedException {
        String token =
                text(
                        call(
                                server,
                                "",
                                "POST",
                                "/oauth/token",
                                "grant_type=client_credentials&client_id=operator&client_secret="
                                        + SECRET.replace(' ', '+')),
                        "access_token");
        String bearer = "Bearer " + token;
        assertThat(
                        call(
                                server,
                                bearer,
                                "PUT",
                                "/api/v1/channels",
                                "[{\"id\":\"api\",\"paths\":[\"/api/\"]}]"))
                .isNotEmpty();
        for (String id : List.of("acme", "umbrella")) {
            String hosts = "[\"" + id + ".example.com\"]";
            String _ =
                    call(
                            server,
                            bearer,
                            "POST",
                            "/api/v1/tenants",
                            "{\"id\":\"" + id + "\",\"hosts\":" + hosts + "}");
        }
        String _ =
                call(
                        server,
                        bearer,
                        "PUT",
                        "/api/v1/tenants/acme/policy",
                        """
                        {"mode":"ENFORCE","rules":[
                         {"id":"office","effect":"ALLOW","sources":[{"prefix":"203.0.113.0/24"}]},
                         {"id":"no-api","effect":"DENY","sources":[{"any":true}],"scope":{"channels":["api"]}}]}
                        """);
        String _ =
                call(
                        server,
                        bearer,
                        "PUT",
                        "/api/v1/tenants/umbrella/policy",
                        """
                        {"mode":"ENFORCE","rules":[
                         {"id":"interns","effect":"DENY","sources":[{"any":true}],"scope":{"roles":["intern"]}}]}
                        """);
    }

    private static String call(
            RunningServer server, String bearer, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.apiPort() + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .header(
                                "Content-Type",
                                path.startsWith("/oauth")
                                        ? "application/x-www-form-urlencoded"
                                        : "application/json")
                        .header("If-Match", "*");
        if (!bearer.isEmpty()) {
            request.header("Authorization", bearer);
        }
        HttpResponse<String> response =
                CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return response.body();
    }

    private static String text(String json, String member) {
        Matcher matcher = Pattern.compile("\"" + member + "\" *: *\"([^\"]+)\"").matcher(json);
        assertThat(matcher.find()).as(json).isTrue();
        return matcher.group(1);
    }

    /* What nginx answers, and the reason and tenant that the gate told it. */
    private static String asked(Nginx nginx, String host, String path, String address, String lines)
            throws IOException {
        try (HttpConnection client = new HttpConnection(nginx.port(), "127.0.0.1")) {
            HttpConnection.Response response =
                    client.exchange(
                            "GET "
                                    + path
                                    + " HTTP/1.1\r\nHost: "
                                    + host
                                    + "\r\nX-Forwarded-For: "
                                    + address
                                    + "\r\n"
                                    + lines
                                    + "\r\n");
            return response.status()
                    + " "
                    + response.header("x-sallyport-reason")
                    + " "
                    + response.header("x-sallyport-tenant");
        }
    }

    private static final String OFFICE = "203.0.113.7";
    private static final String HOME = "198.51.100.7";

    @Test
    void tenantByHost() throws IOException, InterruptedException {
        try (RunningServer server = server("tenant-by-host");
                RecordingServer application = RecordingServer.application();
                Nginx nginx =
                        Nginx.start(
                                server.gatePort(), application.port(), Nginx.Options.DIAGNOSTICS)) {
            tenants(server);
            assertThat(asked(nginx, "acme.example.com", "/", OFFICE, ""))
                    .isEqualTo("200 allowed-by-rule acme");
            assertThat(asked(nginx, "ACME.example.com.:8443", "/", HOME, ""))
                    .isEqualTo("403 not-in-allow-list acme");
            assertThat(asked(nginx, "umbrella.example.com", "/", HOME, ""))
                    .isEqualTo("200 no-restriction umbrella");
            assertThat(asked(nginx, "acme.saas.example", "/", OFFICE, ""))
                    .isEqualTo("403 tenant-unknown (absent)");
        }
    }

    @Test
    void tenantByHostPattern() throws IOException, InterruptedException {
        try (RunningServer server = server("tenant-by-host-pattern");
                RecordingServer application = RecordingServer.application();
                Nginx nginx =
                        Nginx.start(
                                server.gatePort(), application.port(), Nginx.Options.DIAGNOSTICS)) {
            tenants(server);
            assertThat(asked(nginx, "acme.saas.example", "/", OFFICE, ""))
                    .isEqualTo("200 allowed-by-rule acme");
            assertThat(asked(nginx, "acme.example.com", "/", HOME, ""))
                    .isEqualTo("403 not-in-allow-list acme");
            assertThat(asked(nginx, "x.acme.saas.example", "/", OFFICE, ""))
                    .isEqualTo("403 tenant-unknown (absent)");
        }
    }

    @Test
    void tenantByPath() throws IOException, InterruptedException {
        try (RunningServer server = server("tenant-by-path");
                RecordingServer application = RecordingServer.application();
                Nginx nginx =
                        Nginx.start(
                                server.gatePort(), application.port(), Nginx.Options.DIAGNOSTICS)) {
            tenants(server);
            String host = "app.example.com";
            assertThat(asked(nginx, host, "/t/acme/app", OFFICE, ""))
                    .isEqualTo("200 allowed-by-rule acme");
            assertThat(asked(nginx, host, "/t/%61cme/app", HOME, ""))
                    .isEqualTo("403 not-in-allow-list acme");
            assertThat(asked(nginx, host, "/t/acme/api/orders", OFFICE, ""))
                    .isEqualTo("403 denied-by-rule acme");
            assertThat(asked(nginx, host, "/t/umbrella/../acme/", HOME, ""))
                    .isEqualTo("403 request-ambiguous (absent)");
            assertThat(asked(nginx, host, "/t/umbrella;x/", HOME, ""))
                    .isEqualTo("403 request-ambiguous (absent)");
            assertThat(asked(nginx, "acme.example.com", "/app", OFFICE, ""))
                    .isEqualTo("403 tenant-unknown (absent)");
        }
    }

    @Test
    void tenantByToken() throws IOException, InterruptedException, JOSEException {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        HttpServer issuer =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext(
                "/jwks",
                exchange -> {
                    byte[] set =
                            ("{\"keys\":[" + key.toPublicJWK().toJSONString() + "]}")
                                    .getBytes(UTF_8);
                    exchange.sendResponseHeaders(200, set.length);
                    exchange.getResponseBody().write(set);
                    exchange.close();
                });
        issuer.start();
        String facts = Files.readString(DEPLOY.resolve("nginx").resolve("facts-token.conf"));
        Nginx.Options options = new Nginx.Options(true, facts, false);
        String keys = "http://127.0.0.1:" + issuer.getAddress().getPort() + "/jwks";
        try (RunningServer server = server("tenant-by-token", "--gate.token.jwks-url=" + keys);
                RecordingServer application = RecordingServer.application();
                Nginx nginx = Nginx.start(server.gatePort(), application.port(), options)) {
            tenants(server);
            String host = "app.example.com";
            String member = "Cookie: session=" + token(key, "umbrella", "[\"member\"]") + "\r\n";
            String intern = "Cookie: session=" + token(key, "umbrella", "[\"intern\"]") + "\r\n";
            /* The keys may still be on their way. */
            while (asked(nginx, host, "/", HOME, member).contains("request-ambiguous")) {
                Thread.sleep(20);
            }
            assertThat(asked(nginx, host, "/", HOME, member))
                    .isEqualTo("200 no-restriction umbrella");
            assertThat(asked(nginx, host, "/", HOME, intern))
                    .isEqualTo("403 denied-by-rule umbrella");
            assertThat(asked(nginx, host, "/", HOME, "")).isEqualTo("403 tenant-unknown (absent)");
            assertThat(asked(nginx, host, "/", HOME, member.replace("session", "a=b; session")))
                    .isEqualTo("200 no-restriction umbrella");
            assertThat(asked(nginx, host, "/", HOME, member.replace("=", "=x")))
                    .isEqualTo("403 request-ambiguous (absent)");
            assertThat(asked(nginx, host, "/", HOME, "X-Sallyport-Tenant: umbrella\r\n"))
                    .isEqualTo("403 tenant-unknown (absent)");
        } finally {
            issuer.stop(0);
        }
    }

    private static String token(ECKey key, String tenant, String roles) throws JOSEException {
        String claims =
                "{\"iss\":\"https://id.example.com\",\"aud\":\"app\",\"sub\":\"alice\",\"tenant\":\""
                        + tenant
                        + "\",\"realm_access\":{\"roles\":"
                        + roles
                        + "},\"exp\":"
                        + (Instant.now().getEpochSecond() + 600)
                        + "}";
        JWSObject token =
                new JWSObject(
                        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                        new Payload(claims));
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }

    /** The sample in Java is compiled and run as it is. */
    @Test
    void askAfterSignIn() throws Exception {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        int status =
                Objects.requireNonNull(ToolProvider.getSystemJavaCompiler())
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-d",
                                classes.toString(),
                                DEPLOY.resolve("java").resolve("AskGate.java").toString());
        assertThat(status).isZero();
        try (RunningServer server = server("ask-after-sign-in");
                URLClassLoader loader =
                        new URLClassLoader(
                                new URL[] {classes.toUri().toURL()},
                                ClassLoader.getPlatformClassLoader())) {
            tenants(server);
            URI gate = URI.create("http://127.0.0.1:" + server.gatePort() + "/");
            Class<?> type = loader.loadClass("AskGate");
            assertThat(isAllowed(type, gate, "acme", "member", OFFICE, "/app")).isTrue();
            assertThat(isAllowed(type, gate, "acme", "member", HOME, "/app")).isFalse();
            assertThat(isAllowed(type, gate, "acme", "member", OFFICE, "/api/x")).isFalse();
            assertThat(isAllowed(type, gate, "umbrella", "member", HOME, "/app")).isTrue();
            assertThat(isAllowed(type, gate, "umbrella", "intern", HOME, "/app")).isFalse();
            assertThat(isAllowed(type, gate, "nobody", "member", OFFICE, "/app")).isFalse();
            URI nowhere = URI.create("http://127.0.0.1:" + Nginx.freePort() + "/");
            assertThat(isAllowed(type, nowhere, "umbrella", "member", HOME, "/app")).isFalse();
        }
    }

    private static boolean isAllowed(
            Class<?> type, URI gate, String tenant, String role, String address, String path)
            throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor(URI.class);
        constructor.setAccessible(true);
        Method method =
                type.getDeclaredMethod(
                        "isAllowed",
                        String.class,
                        String.class,
                        List.class,
                        String.class,
                        String.class);
        method.setAccessible(true);
        try {
            Object answer =
                    method.invoke(
                            constructor.newInstance(gate),
                            tenant,
                            "alice",
                            List.of(role),
                            address,
                            path);
            return Boolean.TRUE.equals(answer);
        } catch (InvocationTargetException thrown) {
            throw new AssertionError(thrown.getCause());
        }
    }

    /** Every file that the page names is there, and every file of these folders is on the page. */
    @Test
    void pageNamesTheFiles() throws IOException {
        String page = Files.readString(DEPLOY.resolveSibling("docs").resolve("integrate.md"));
        try (var files = Files.list(DEPLOY.resolve("config"))) {
            files.forEach(file -> assertThat(page).contains("deploy/config/" + file.getFileName()));
        }
        Matcher named = Pattern.compile("\\(\\.\\./(deploy/[^)]+)\\)").matcher(page);
        int count = 0;
        while (named.find()) {
            assertThat(DEPLOY.resolveSibling(named.group(1))).exists();
            count++;
        }
        assertThat(count).isGreaterThan(7);
    }
}
