package dev.sallyport.compat.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.compat.imports.ImportOutcome;
import dev.sallyport.compat.imports.Readings;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.testkit.Chance;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same configurations given to the nginx that is installed: it refuses whom the policy denies
 * and nobody else. Clients are named by a header that nginx is told to believe.
 */
class RealNginxTest {

    private static final int CONFIGURATIONS = 60;
    private static final int CLIENTS = 25;

    @TempDir private Path folder;

    private static Path program() {
        return List.of("/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx").stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(Path.of(""));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private record Running(Process process, int port) implements AutoCloseable {
        @Override
        public void close() {
            process.destroy();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException interrupted) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    private Running start(String http, String server) throws Exception {
        Path nginx = program();
        Assumptions.assumeTrue(!nginx.toString().isEmpty(), "no nginx is installed");
        int port = freePort();
        Files.createDirectories(folder.resolve("logs"));
        Files.createDirectories(folder.resolve("html"));
        Files.writeString(folder.resolve("html/ok"), "ok");
        // The worker of an nginx that root starts is another user.
        for (Path path = folder; path != null && path.startsWith("/tmp"); path = path.getParent()) {
            boolean _ = path.toFile().setExecutable(true, false);
        }
        boolean _ = folder.resolve("html").toFile().setReadable(true, false);
        Path file =
                Files.writeString(
                        folder.resolve("nginx.conf"),
                        """
                        pid logs/nginx.pid;
                        error_log logs/error.log;
                        events {}
                        http {
                            access_log off;
                            keepalive_requests 100000;
                            client_body_temp_path logs/a; proxy_temp_path logs/b; fastcgi_temp_path logs/c;
                            uwsgi_temp_path logs/d; scgi_temp_path logs/e;
                            set_real_ip_from 127.0.0.1;
                            real_ip_header X-Client;
                            %s
                            server {
                                listen 127.0.0.1:%d;
                                root %s/html;
                                %s
                            }
                        }
                        """
                                .formatted(http, port, folder, server));
        Process process =
                new ProcessBuilder(
                                nginx.toString(),
                                "-p",
                                folder.toString(),
                                "-c",
                                file.toString(),
                                "-g",
                                "daemon off;")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("logs/out").toFile())
                        .start();
        for (int attempt = 0; attempt < 100; attempt++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return new Running(process, port);
            } catch (IOException notYet) {
                if (!process.isAlive()) {
                    break;
                }
                Thread.sleep(50);
            }
        }
        process.destroyForcibly();
        throw new AssertionError(
                "nginx does not start: " + Files.readString(folder.resolve("logs/out")));
    }

    private static Effect ask(HttpClient http, int port, String path, IpAddress client) {
        try {
            int status =
                    http.send(
                                    HttpRequest.newBuilder(
                                                    URI.create("http://127.0.0.1:" + port + path))
                                            .header("X-Client", client.toString())
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode();
            assertThat(status).isIn(200, 403);
            return status == 200 ? Effect.ALLOW : Effect.DENY;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void nginxRefusesWhomThePolicyDenies() throws Exception {
        StringBuilder locations = new StringBuilder();
        List<GeneratedConfigurations> generators = new ArrayList<>();
        List<NaiveNginx> configurations = new ArrayList<>();
        for (int i = 0; i < CONFIGURATIONS; i++) {
            GeneratedConfigurations generator = new GeneratedConfigurations(new Chance(7_000 + i));
            NaiveNginx configuration = generator.next();
            generators.add(generator);
            configurations.add(configuration);
            locations
                    .append("location /c%d/ {\n".formatted(i))
                    .append(configuration.text())
                    .append("try_files /ok =404; }\n");
        }
        int denied = 0;
        int asked = 0;
        try (Running nginx = start("", locations.toString());
                HttpClient http = HttpClient.newHttpClient()) {
            for (int i = 0; i < CONFIGURATIONS; i++) {
                NaiveNginx configuration = configurations.get(i);
                ImportOutcome outcome =
                        Readings.read(
                                new NginxReader("", Set.of(), Set.of()), configuration.text());
                Readings.Verdicts verdicts =
                        outcome instanceof ImportOutcome.Taken taken
                                ? Readings.verdicts(taken.policy(), GeoData.none())
                                : _ -> Effect.ALLOW;
                for (int j = 0; j < CLIENTS; j++) {
                    IpAddress client = generators.get(i).client();
                    Effect real = ask(http, nginx.port(), "/c" + i + "/", client);
                    assertThat(verdicts.of(client))
                            .as("%s under%n%s", client, configuration.text())
                            .isEqualTo(real);
                    asked++;
                    denied += real == Effect.DENY ? 1 : 0;
                }
            }
        }
        assertThat(asked).isEqualTo(CONFIGURATIONS * CLIENTS);
        assertThat(denied).isBetween(asked / 10, asked * 9 / 10);
    }

    /** A geo block and the `if` that refuses by it, as nginx reads both. */
    @Test
    void geoBlocksMeanTheSame() throws Exception {
        String geo =
                """
                geo $refused {
                    default 1;
                    192.0.2.0/24 0;
                    192.0.2.64/26 1;
                    192.0.2.70/32 0;
                    198.51.100.7/24 0;
                    198.51.100.0/25 1;
                    2001:db8::/32 0;
                    2001:db8:0:1::/64 1;
                    203.0.113.0/24 0;
                    delete 203.0.113.0/24;
                    192.0.2.0/24 0;
                }
                """;
        String condition = "if ($refused) { return 403; }";
        ImportOutcome.Taken taken =
                Readings.taken(
                        new NginxReader("", Set.of(), Set.of()),
                        "http {\n" + geo + "\nserver { " + condition + " }\n}");
        Readings.Verdicts verdicts = Readings.verdicts(taken.policy(), GeoData.none());
        GeneratedConfigurations generator = new GeneratedConfigurations(new Chance(3));
        Map<Effect, Integer> counts = new TreeMap<>();
        try (Running nginx = start(geo, condition + " location / { try_files /ok =404; }");
                HttpClient http = HttpClient.newHttpClient()) {
            for (int i = 0; i < 400; i++) {
                IpAddress client = generator.client();
                Effect real = ask(http, nginx.port(), "/", client);
                assertThat(verdicts.of(client)).as("%s", client).isEqualTo(real);
                counts.merge(real, 1, Integer::sum);
            }
        }
        assertThat(counts.values()).hasSize(2).allMatch(count -> count > 40);
    }

    /** What `nginx -T` prints is read with its files in their places. */
    @Test
    void theWholeConfigurationIsReadAsNginxPrintsIt() throws Exception {
        Path nginx = program();
        Assumptions.assumeTrue(!nginx.toString().isEmpty(), "no nginx is installed");
        Files.createDirectories(folder.resolve("conf.d"));
        Files.createDirectories(folder.resolve("logs"));
        Files.writeString(
                folder.resolve("conf.d/site.conf"),
                "server { listen 127.0.0.1:1; include offices; }\n");
        Files.writeString(
                folder.resolve("offices"), "# Offices\nallow 203.0.113.0/24; # Paris\ndeny all;\n");
        Path main =
                Files.writeString(
                        folder.resolve("nginx.conf"),
                        "pid logs/p;\nevents {}\nhttp {\n    include conf.d/*.conf;\n}\n");
        Process process =
                new ProcessBuilder(
                                nginx.toString(),
                                "-p",
                                folder.toString(),
                                "-c",
                                main.toString(),
                                "-e",
                                folder.resolve("logs/e").toString(),
                                "-T")
                        .redirectErrorStream(true)
                        .start();
        byte[] printed;
        try (InputStream out = process.getInputStream()) {
            printed = out.readAllBytes();
        }
        assertThat(process.waitFor()).isZero();
        ImportOutcome outcome =
                new NginxReader("", Set.of(), Set.of()).read(printed, Readings.strict());
        ImportOutcome.Taken taken = Readings.taken(outcome);
        assertThat(Readings.rules(taken.policy()))
                .containsExactly("ALLOW nginx-allow [203.0.113.0/24]");
        assertThat(taken.policy().rules().getFirst().sources().getFirst().label())
                .isEqualTo("Paris");
        Matcher place =
                Pattern.compile(".*/offices, line 2, column 1: allow 203.0.113.0/24: taken")
                        .matcher(Readings.lines(taken.report()).getFirst());
        assertThat(place.matches()).as("%s", Readings.lines(taken.report())).isTrue();
    }
}
