package dev.sallyport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sallyport.cli.CliProcess.Result;
import dev.sallyport.egress.document.EgressDocument;
import dev.sallyport.egress.document.EgressDocumentWriter;
import dev.sallyport.egress.document.KeySetDocument;
import dev.sallyport.egress.document.Reading;
import dev.sallyport.egress.list.Direction;
import dev.sallyport.egress.list.EgressList;
import dev.sallyport.egress.list.EgressPrefix;
import dev.sallyport.egress.signature.EgressSigningKey;
import dev.sallyport.egress.signature.Jws;
import dev.sallyport.engine.address.IpPrefix;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent as a process: what it is told, what it says, and its exit statuses. */
final class SyncCommandTest {

    private static final EgressSigningKey KEY = EgressSigningKey.generate();
    private static final String LIST = "/network/us-east-1/egress.json";

    @TempDir private Path folder;
    private final Map<String, byte[]> documents = new ConcurrentHashMap<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    byte[] body = documents.get(exchange.getRequestURI().getPath());
                    exchange.sendResponseHeaders(
                            body == null ? 404 : 200, body == null ? -1 : body.length);
                    if (body != null) {
                        exchange.getResponseBody().write(body);
                    }
                    exchange.close();
                });
        server.start();
        byte[] keys = KeySetDocument.write(List.of(KEY.publicKey()));
        documents.put("/network/keys.json", keys);
        documents.put(
                "/network/keys.json.jws", Jws.signDetached(KEY, Jws.KEYS, keys).getBytes(UTF_8));
        publish(1, "52.0.0.0/24", "52.0.1.0/24");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void publish(long serial, String... prefixes) {
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        byte[] document =
                EgressDocumentWriter.write(
                        new EgressDocument(
                                "https://saas.example",
                                new EgressList(
                                        "us-east-1",
                                        serial,
                                        at,
                                        Arrays.stream(prefixes)
                                                .map(text ->
                                                        new EgressPrefix(
                                                                IpPrefix.parse(text),
                                                                "default",
                                                                Direction.BOTH,
                                                                at,
                                                                null,
                                                                null))
                                                .toList()),
                                List.of()));
        documents.put(LIST, document);
        documents.put(LIST + ".jws", Jws.signDetached(KEY, Jws.LIST, document).getBytes(UTF_8));
    }

    private String[] arguments(String... more) {
        String[] common = {
            "sync",
            "--from",
            "http://127.0.0.1:" + server.getAddress().getPort() + LIST,
            "--to",
            "file:" + folder.resolve("list.txt"),
            "--state",
            folder.resolve("state").toString()
        };
        String[] all = Arrays.copyOf(common, common.length + more.length);
        System.arraycopy(more, 0, all, common.length, more.length);
        return all;
    }

    @Test
    void roundsAreDoneAndRefusalsHaveTheirStatus() throws Exception {
        String thumbprint = KEY.publicKey().thumbprint();
        Result dry = new CliProcess().run(arguments("--key", thumbprint, "--dry-run"));
        assertThat(dry.status()).as(dry.err()).isZero();
        assertThat(dry.out()).isEqualTo("+ 52.0.0.0/23\n");
        assertThat(Files.exists(folder.resolve("list.txt"))).isFalse();

        Result unknown = new CliProcess().run(arguments());
        assertThat(unknown.status()).isEqualTo(4);
        assertThat(unknown.err()).contains("[signature.no-key]");

        Result first = new CliProcess().run(arguments("--key", thumbprint));
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(Files.readString(folder.resolve("list.txt"))).isEqualTo("52.0.0.0/23\n");
        String status = Files.readString(folder.resolve("state/status.json"));
        assertThat(status).contains("\"result\":\"applied\"", "\"appliedSerial\":1");

        publish(2, "10.0.0.0/8", "52.0.0.0/24", "52.0.1.0/24");
        Result refused = new CliProcess().run(arguments());
        assertThat(refused.status()).isEqualTo(4);
        assertThat(refused.err()).contains("[sync.private-prefix]");
        assertThat(Files.readString(folder.resolve("state/status.json")))
                .contains("\"code\":\"sync.private-prefix\"", "\"appliedSerial\":1")
                .as("the round before went well")
                .doesNotContain("\"lastSuccess\":\"\"");
        assertThat(Files.readString(folder.resolve("list.txt"))).isEqualTo("52.0.0.0/23\n");

        server.stop(0);
        assertThat(new CliProcess().run(arguments()).status()).isEqualTo(5);
    }

    @Test
    void commandLinesThatAreWrongAreRefused() throws Exception {
        for (String[] wrong :
                List.of(
                        new String[] {"sync"},
                        arguments("--grace", "week"),
                        arguments("--shrink-limit", "100"),
                        arguments("--protect", "10.0.0.1/8"),
                        arguments("--acknowledge", "agent.jwk", "--service", "default"),
                        arguments("--acknowledge", "agent.jwk", "--only", "ipv4"),
                        arguments("--acknowledge", "agent.jwk", "--direction", "inbound"),
                        arguments("--key", "/nonexistent"))) {
            assertThat(new CliProcess().run(wrong).status())
                    .as(List.of(wrong).toString())
                    .isEqualTo(2);
        }
    }

    @Test
    void serviceGoesOnAndSecondAgentIsKeptOut() throws Exception {
        Process service =
                new CliProcess()
                        .start(arguments("--key", KEY.publicKey().thumbprint(), "--every", "1s"));
        try {
            for (int i = 0; i < 600 && !Files.exists(folder.resolve("list.txt")); i++) {
                Thread.sleep(50);
            }
            Result second = new CliProcess().run(arguments());
            assertThat(second.status()).isEqualTo(1);
            assertThat(second.err()).contains("[sync.busy]");
            publish(2, "52.0.0.0/24", "52.0.1.0/24", "52.0.7.0/24");
            for (int i = 0;
                    i < 600 && !Files.readString(folder.resolve("list.txt")).contains("52.0.7");
                    i++) {
                Thread.sleep(50);
            }
            assertThat(Files.readString(folder.resolve("list.txt"))).contains("52.0.7.0/24");
        } finally {
            service.destroy();
            assertThat(service.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void keyIsMadeForItsOwnerOnly() throws Exception {
        Path file = folder.resolve("own.jwk");
        Result made = new CliProcess().run("sync", "key", file.toString());
        assertThat(made.status()).as(made.err()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(made.out()).doesNotContain("\"d\"");
        Reading<EgressSigningKey> key = KeySetDocument.readPrivate(Files.readAllBytes(file));
        assertThat(made.out().strip()).isEqualTo(key.orThrow().publicKey().toJwk());
        assertThat(new CliProcess().run("sync", "key", file.toString()).status()).isEqualTo(1);
    }
}
