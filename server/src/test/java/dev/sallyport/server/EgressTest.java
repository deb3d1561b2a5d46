package dev.sallyport.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.egress.signature.EgressSigningKey;
import dev.sallyport.egress.signature.Jws;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;

/** What is published of our own addresses, by a real server over real sockets. */
final class EgressTest {

    private static final String REGION = "/api/v1/egress/regions/us-east-1";
    private static final String NETWORK = "/network/us-east-1/";
    private static final String FIRST =
            "{\"prefixes\":[{\"prefix\":\"203.0.113.0/24\",\"direction\":\"inbound\",\"service\":\"web\"},"
                    + "{\"prefix\":\"198.51.100.9\",\"direction\":\"both\"},"
                    + "{\"prefix\":\"2001:db8:1::/48\"},{\"prefix\":\"198.51.100.1/32\",\"label\":\"NAT gateway a\"}]}";

    @TempDir private Path folder;
    private TestServer server;
    private Api operator;

    @BeforeEach
    void start() {
        open();
    }

    private void open(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("--egress.publisher=https://saas.example"));
        arguments.addAll(List.of(more));
        server = TestServer.start(folder, arguments.toArray(String[]::new));
        operator = server.api().asOperator();
    }

    private void restart(String... more) {
        server.close();
        open(more);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer put(String body) {
        return put("", body);
    }

    private Answer put(String query, String body) {
        Answer before = operator.get(REGION);
        return (before.status() == 200 ? operator.with("If-Match", before.etag()) : operator)
                .put(REGION + query, body);
    }

    private static Answer done(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
        return answer;
    }

    private static String in(Duration time) {
        return Instant.now().plus(time).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String days(int days) {
        return in(Duration.ofDays(days).plusMinutes(1));
    }

    private byte[] bytes(String path, String... headers) throws Exception {
        return response(path, headers).body();
    }

    private HttpResponse<byte[]> response(String path, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.apiPort() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    // Files.

    /** The documented shapes, to the byte: outbound and both, sorted, always with the length. */
    @Test
    void plainFilesHaveTheDocumentedShape() throws Exception {
        assertThat(put(FIRST).status()).isEqualTo(201);

        assertThat(new String(bytes(NETWORK + "source_ips.json"), UTF_8))
                .isEqualTo(
                        "{\"region\":\"us-east-1\",\"source_ips\":[\"198.51.100.1/32\",\"198.51.100.9/32\",\"2001:db8:1::/48\"]}\n");
        assertThat(new String(bytes(NETWORK + "source_ips.yaml"), UTF_8))
                .isEqualTo(
                        "'region': 'us-east-1'\n'source_ips':\n  - '198.51.100.1/32'\n  - '198.51.100.9/32'\n  - '2001:db8:1::/48'\n");
        assertThat(new String(bytes(NETWORK + "source_ips.txt"), UTF_8))
                .isEqualTo("198.51.100.1/32\n198.51.100.9/32\n2001:db8:1::/48\n");
    }

    /** Verified with nothing but the platform: the signature, the key's id, the digests. */
    @Test
    void theDocumentIsSignedAndNamesTheFilesDigests() throws Exception {
        done(put(FIRST));
        byte[] document = bytes(NETWORK + "egress.json");
        JsonNode json = Answer.parse(new String(document, UTF_8));

        assertThat(json.get("format").asString()).isEqualTo("sallyport-egress/1");
        assertThat(json.get("publisher").asString()).isEqualTo("https://saas.example");
        assertThat(json.get("serial").asLong()).isEqualTo(1);
        assertThat(json.at("/prefixes/0/label").asString()).isEqualTo("NAT gateway a");
        for (JsonNode file : json.get("files")) {
            assertThat(sha256(bytes(NETWORK + file.get("name").asString())))
                    .isEqualTo(file.get("sha256").asString());
        }
        assertThat(json.get("files").size()).isEqualTo(3);
        String signature = new String(bytes(NETWORK + "egress.json.jws"), UTF_8).strip();
        JsonNode key = server.api().get("/network/keys.json").json().at("/keys/0");
        assertThat(verifies(signature, document, key)).isTrue();
        document[document.length / 2] ^= 1;
        assertThat(verifies(signature, document, key)).isFalse();
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    private static boolean verifies(String signature, byte[] document, JsonNode key)
            throws Exception {
        String[] parts = signature.split("\\.", -1);
        assertThat(parts).hasSize(3);
        assertThat(parts[1]).isEmpty();
        Base64.Decoder decoder = Base64.getUrlDecoder();
        JsonNode header = Answer.parse(new String(decoder.decode(parts[0]), UTF_8));
        assertThat(header.get("alg").asString()).isEqualTo("EdDSA");
        String x = key.get("x").asString();
        String canonical = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}";
        String thumbprint =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(
                                MessageDigest.getInstance("SHA-256")
                                        .digest(canonical.getBytes(UTF_8)));
        assertThat(key.get("kid").asString()).isEqualTo(thumbprint);
        if (!header.get("kid").asString().equals(thumbprint)) {
            return false;
        }
        byte[] prefix = HexFormat.of().parseHex("302a300506032b6570032100");
        byte[] encoded = new byte[prefix.length + 32];
        System.arraycopy(prefix, 0, encoded, 0, prefix.length);
        System.arraycopy(decoder.decode(x), 0, encoded, prefix.length, 32);
        Signature check = Signature.getInstance("Ed25519");
        check.initVerify(
                KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        check.update(
                (parts[0] + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(document))
                        .getBytes(UTF_8));
        return check.verify(decoder.decode(parts[2]));
    }

    @Test
    void whoHasAFileIsToldSo() throws Exception {
        done(put(FIRST));
        HttpResponse<byte[]> first = response(NETWORK + "source_ips.json");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        String date = first.headers().firstValue("Last-Modified").orElseThrow();
        HttpResponse<byte[]> packed =
                response(NETWORK + "source_ips.json", "Accept-Encoding", "gzip");
        String packedTag = packed.headers().firstValue("ETag").orElseThrow();

        assertThat(first.headers().firstValue("Cache-Control")).contains("public, max-age=300");
        assertThat(first.headers().firstValue("Vary")).contains("Accept-Encoding");
        assertThat(tag).startsWith("\"").isNotEqualTo(packedTag);
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
                .isEqualTo(first.body());
        assertThat(status("If-None-Match", tag)).isEqualTo(304);
        assertThat(status("If-None-Match", "\"other\", W/" + tag)).isEqualTo(304);
        assertThat(status("If-None-Match", "*")).isEqualTo(304);
        assertThat(status("If-None-Match", packedTag)).isEqualTo(200);
        assertThat(status("If-None-Match", packedTag, "Accept-Encoding", "gzip")).isEqualTo(304);
        assertThat(status("If-Modified-Since", date)).isEqualTo(304);
        assertThat(status("If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT")).isEqualTo(200);
        assertThat(status("If-Modified-Since", "yesterday")).isEqualTo(200);
        assertThat(status("If-None-Match", "\"other\"", "If-Modified-Since", date)).isEqualTo(200);
        assertThat(
                        response(NETWORK + "source_ips.json", "Accept-Encoding", "gzip;q=0, br")
                                .headers()
                                .firstValue("Content-Encoding"))
                .isEmpty();
        String head =
                RawHttp.send(
                        server.apiPort(),
                        "HEAD "
                                + NETWORK
                                + "source_ips.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(head).contains("Content-Length: 48").contains("ETag: ").endsWith("\r\n\r\n");
    }

    private int status(String... headers) throws Exception {
        HttpResponse<byte[]> answer = response(NETWORK + "source_ips.json", headers);
        assertThat(answer.body().length == 0).isEqualTo(answer.statusCode() == 304);
        return answer.statusCode();
    }

    @Test
    void everySerialStaysAndItsHistoryIsInWords() throws Exception {
        done(put(FIRST));
        byte[] first = bytes(NETWORK + "egress.json");
        done(put(with("192.0.2.77")));
        JsonNode key = server.api().get("/network/keys.json").json().at("/keys/0");

        assertThat(bytes(NETWORK + "serials/1/egress.json")).isEqualTo(first);
        assertThat(
                        verifies(
                                new String(bytes(NETWORK + "serials/1/egress.json.jws"), UTF_8)
                                        .strip(),
                                first,
                                key))
                .isTrue();
        assertThat(bytes(NETWORK + "serials/2/egress.json"))
                .isEqualTo(bytes(NETWORK + "egress.json"))
                .isNotEqualTo(first);
        assertThat(server.api().get(NETWORK + "serials/3/egress.json").code())
                .isEqualTo("egress.serial-unknown");
        assertThat(server.api().get(NETWORK + "serials/0/egress.json").code())
                .isEqualTo("egress.serial-unknown");
        JsonNode history = server.api().get(NETWORK + "history.json").json();
        assertThat(history.at("/serials/0/serial").asLong()).isEqualTo(2);
        assertThat(history.at("/serials/0/difference/0").asString())
                .startsWith("192.0.2.77/32 of default is new, outbound, in use not before ");
        assertThat(history.at("/serials/1/difference").size()).isEqualTo(4);
        restart();
        assertThat(bytes(NETWORK + "serials/1/egress.json")).isEqualTo(first);
        assertThat(server.api().get("/network/index.json").json().at("/regions/0/serial").asLong())
                .isEqualTo(2);
        assertThat(server.api().get("/network/nowhere/egress.json").code())
                .isEqualTo("egress.region-unknown");
    }

    private static String with(String... more) {
        StringBuilder lines = new StringBuilder();
        for (String each : more) {
            lines.append(each.startsWith("{") ? each : "{\"prefix\":\"" + each + "\"}").append(',');
        }
        return FIRST.replace("[{", "[" + lines + "{");
    }

    // Guards.

    @Test
    void aPrefixIsNotUsedBeforeItsNotice() {
        done(put(FIRST));
        String early = with("{\"prefix\":\"192.0.2.1\",\"notBefore\":\"" + days(1) + "\"}");

        Answer refused = put(early);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("egress.notice-too-short");
        assertThat(refused.json().at("/errors/0/pointer").asString())
                .isEqualTo("/prefixes/0/notBefore");
        assertThat(put("?override=egress.notice-too-short", early).code())
                .isEqualTo("override.reason-missing");
        assertThat(operator.get(REGION).json().get("serial").asLong()).isEqualTo(1);
        done(put("?override=egress.notice-too-short&reason=fire", early));
        JsonNode record = operator.get("/api/v1/audit?limit=2").json().at("/items/1");
        assertThat(record.get("action").asString()).isEqualTo("egress.changed");
        assertThat(record.get("overrides").toString()).isEqualTo("[\"egress.notice-too-short\"]");
        assertThat(record.get("reason").asString()).isEqualTo("fire");
        Answer defaulted = done(put(with("192.0.2.2", "{\"prefix\":\"192.0.2.1\"}")));
        JsonNode fresh = line(defaulted, "192.0.2.2/32");
        assertThat(Instant.parse(fresh.get("notBefore").asString()))
                .isBetween(
                        Instant.now().plus(Duration.ofDays(14)).minusSeconds(60),
                        Instant.now().plus(Duration.ofDays(14)));
        assertThat(fresh.get("liveSince").isNull()).isTrue();
    }

    private static JsonNode line(Answer region, String prefix) {
        for (JsonNode each : region.json().get("prefixes")) {
            if (each.get("prefix").asString().equals(prefix)) {
                return each;
            }
        }
        throw new AssertionError(prefix + " is not in " + region.body());
    }

    @Test
    void aPrefixDoesNotVanishBeforeItsEnd() throws Exception {
        done(put(FIRST));
        String without = FIRST.replace("{\"prefix\":\"2001:db8:1::/48\"},", "");

        Answer vanished = put(without);
        assertThat(vanished.code()).isEqualTo("egress.removed-too-early");
        assertThat(vanished.json().at("/errors/0/hint").asString()).contains("`removeAfter`");
        Answer soon = put(FIRST.replace("::/48\"", "::/48\",\"removeAfter\":\"" + days(2) + "\""));
        assertThat(soon.code()).isEqualTo("egress.removal-too-soon");
        assertThat(put(FIRST.replace("\"both\"", "\"inbound\"")).code())
                .isEqualTo("egress.removed-too-early");
        done(put(FIRST.replace("::/48\"", "::/48\",\"removeAfter\":\"" + days(20) + "\"")));
        assertThat(put(without).code()).isEqualTo("egress.removed-too-early");
        assertThat(new String(bytes(NETWORK + "source_ips.txt"), UTF_8)).contains("2001:db8:1::");
        done(put("?override=egress.removed-too-early&reason=burnt", without));
        assertThat(new String(bytes(NETWORK + "source_ips.txt"), UTF_8))
                .doesNotContain("2001:db8:1::");
    }

    /** Who follows one service loses an address that moves to another, and was not told. */
    @Test
    void anAddressDoesNotMoveToAnotherServiceUntold() {
        done(put(FIRST));
        String moved = FIRST.replace("::/48\"", "::/48\",\"service\":\"other\"");

        Answer refused = put(moved);
        assertThat(refused.code()).isEqualTo("egress.removed-too-early");
        assertThat(refused.json().at("/errors/0/pointer").asString()).endsWith("/service");
        Answer overridden = done(put("?override=egress.removed-too-early&reason=renamed", moved));
        assertThat(Instant.parse(line(overridden, "2001:db8:1::/48").get("notBefore").asString()))
                .isAfter(Instant.now().plus(Duration.ofDays(13)));
    }

    /** A prefix may be split and joined at any time: no address comes or goes. */
    @Test
    void promisesAreAboutAddresses() {
        done(put(FIRST));
        Answer split =
                done(
                        put(
                                FIRST.replace(
                                        "{\"prefix\":\"2001:db8:1::/48\"}",
                                        "{\"prefix\":\"2001:db8:1::/49\"},{\"prefix\":\"2001:db8:1:8000::/49\"}")));

        assertThat(line(split, "2001:db8:1:8000::/49").get("liveSince").isNull()).isFalse();
        assertThat(done(put(FIRST)).json().get("serial").asLong()).isEqualTo(3);
        assertThat(done(put(FIRST)).json().get("serial").asLong()).isEqualTo(3);
    }

    /** Time publishes by itself. */
    @Test
    void aPrefixGoesWhenItsEndHasPassed() throws Exception {
        done(put(FIRST));
        String end = in(Duration.ofSeconds(4));
        done(
                put(
                        "?override=egress.removal-too-soon&reason=test",
                        FIRST.replace("::/48\"", "::/48\",\"removeAfter\":\"" + end + "\"")));
        assertThat(new String(bytes(NETWORK + "source_ips.txt"), UTF_8)).contains("2001:db8:1::");

        await(() -> operator.get(REGION).json().get("serial").asLong() == 3);
        assertThat(Instant.now()).isAfter(Instant.parse(end));
        assertThat(new String(bytes(NETWORK + "source_ips.txt"), UTF_8))
                .doesNotContain("2001:db8:1::");
        assertThat(operator.get("/api/v1/audit?limit=1").json().at("/items/0/actor").asString())
                .isEqualTo("program");
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("it has not happened within a minute");
            }
            Thread.sleep(50);
        }
    }

    @Test
    void allFaultsAreToldAtOnce() {
        Answer answer =
                put(
                        "{\"prefixes\":[{\"prefix\":\"10.0.0.0/8\"},{\"prefix\":\"198.51.100.1/24\"},"
                                + "{\"prefix\":\"198.51.100.0/24\"},{\"prefix\":\"198.51.100.7\"},{\"prefix\":\"198.51.100.0/24\"},"
                                + "{\"prefix\":\"224.0.0.0/24\"},{\"prefix\":\"0.0.0.0/0\"},{\"prefix\":\"192.0.2.1\",\"service\":\"A b\"},"
                                + "{\"prefix\":\"192.0.2.2\",\"direction\":\"up\"},{\"prefix\":\"x\"},{\"service\":\"a\"},"
                                + "{\"prefix\":\"192.0.2.3\",\"removeAfter\":\"soon\",\"colour\":1}]}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("egress.invalid");
        List<String> found = new ArrayList<>();
        answer.json()
                .get("errors")
                .forEach(each ->
                        found.add(
                                each.get("pointer").asString()
                                        + " "
                                        + each.get("code").asString()));
        assertThat(found)
                .containsExactly(
                        "/prefixes/0/prefix egress.prefix-special",
                        "/prefixes/1/prefix policy.prefix-host-bits-set",
                        "/prefixes/3/prefix egress.prefix-overlap",
                        "/prefixes/4/prefix egress.prefix-overlap",
                        "/prefixes/5/prefix egress.prefix-special",
                        "/prefixes/6/prefix egress.prefix-special",
                        "/prefixes/7/service egress.service-invalid",
                        "/prefixes/8/direction json.unknown-value",
                        "/prefixes/9/prefix policy.address-not-an-address",
                        "/prefixes/10 json.missing-member",
                        "/prefixes/11/removeAfter policy.instant-invalid",
                        "/prefixes/11/colour json.unknown-member");
        assertThat(operator.get(REGION).status()).isEqualTo(404);
    }

    @Test
    void twoWhoChangeTheSameDoNotOverwriteEachOther() {
        String tag = done(put(FIRST)).etag();
        assertThat(operator.put(REGION, FIRST).code()).isEqualTo("egress.precondition-required");
        assertThat(operator.with("If-Match", "*").put(REGION, FIRST).code())
                .isEqualTo("egress.stale");
        done(operator.with("If-Match", tag).put(REGION, with("192.0.2.1")));
        Answer late = operator.with("If-Match", tag).put(REGION, FIRST);
        assertThat(late.status()).isEqualTo(412);
        assertThat(operator.put("/api/v1/egress/regions/No_Name", FIRST).code())
                .isEqualTo("egress.region-invalid");
    }

    /** The limit that is stated: 10,000 prefixes unless configured; what is within it is served. */
    @Test
    void tooManyPrefixesAreRefusedAndManyAreServed() throws Exception {
        Answer refused = put(many(10_001));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors/0/code").asString())
                .isEqualTo("egress.too-many-prefixes");
        assertThat(put(many(100_000)).status()).isEqualTo(422);

        done(put(many(10_000)));
        assertThat(new String(bytes(NETWORK + "source_ips.txt"), UTF_8).lines()).hasSize(10_000);
        long before = System.nanoTime();
        for (int i = 0; i < 200; i++) {
            assertThat(response(NETWORK + "egress.json", "Accept-Encoding", "gzip").statusCode())
                    .isEqualTo(200);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMinutes(1));
    }

    private static String many(int count) {
        StringBuilder body = new StringBuilder("{\"prefixes\":[");
        for (int i = 0; i < count; i++) {
            body.append(i == 0 ? "" : ",")
                    .append("{\"prefix\":\"2001:db8:")
                    .append(Integer.toHexString(i / 65_536))
                    .append(':')
                    .append(Integer.toHexString(i % 65_536))
                    .append("::/64\"}");
        }
        return body.append("]}").toString();
    }

    // Keys.

    @Test
    void aKeyHasASuccessorThatTheOldOneVouchesFor() throws Exception {
        restart("--egress.key-overlap=8s");
        done(put(FIRST));
        byte[] document = bytes(NETWORK + "egress.json");
        JsonNode old = server.api().get("/network/keys.json").json().at("/keys/0");
        done(operator.post("/api/v1/egress/keys:rotate", ""));

        Answer both = server.api().get("/network/keys.json");
        JsonNode young = both.json().at("/keys/1");
        List<String> vouching = server.api().get("/network/keys.json.jws").body().lines().toList();
        assertThat(vouching).hasSize(2);
        assertThat(verifies(vouching.get(0), both.body().getBytes(UTF_8), old)).isTrue();
        assertThat(verifies(vouching.get(1), both.body().getBytes(UTF_8), young)).isTrue();
        assertThat(verifies(signature(), document, old)).isTrue();
        String since = lastModified(NETWORK + "egress.json.jws");
        String keysSince = lastModified("/network/keys.json");
        await(() -> verifies(signature(), document, young));
        assertThat(response(NETWORK + "egress.json.jws", "If-Modified-Since", since).statusCode())
                .as("another signature of the same list")
                .isEqualTo(200);
        assertThat(server.api().get("/network/keys.json").json().get("keys").size()).isEqualTo(2);
        await(() -> server.api().get("/network/keys.json").json().get("keys").size() == 1);
        assertThat(response("/network/keys.json", "If-Modified-Since", keysSince).statusCode())
                .isEqualTo(200);
        assertThat(server.api().get("/network/keys.json").json().at("/keys/0/kid"))
                .isEqualTo(young.get("kid"));
        restart();
        assertThat(verifies(signature(), document, young)).isTrue();
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("egress.keys"))))
                .isEqualTo("rw-------");
        assertThat(operator.get("/api/v1/audit").body()).contains("egress.keys-rotated");
        assertThat(operator.get("/api/v1/egress/keys").body()).doesNotContain("\"d\"");
    }

    private String lastModified(String path) throws Exception {
        return response(path).headers().firstValue("Last-Modified").orElseThrow();
    }

    private String signature() throws Exception {
        return new String(bytes(NETWORK + "egress.json.jws"), UTF_8).strip();
    }

    // Tenants.

    @Test
    void aTenantsHostNamesItsRegion() {
        done(put(FIRST));
        done(
                operator.post(
                        "/api/v1/tenants",
                        "{\"id\":\"acme\",\"hosts\":[\"acme.example.com\"],\"region\":\"us-east-1\"}"));
        operator.tenant("globex");

        String found = wellKnown("ACME.example.com:8443");
        assertThat(RawHttp.status(found)).isEqualTo(200);
        assertThat(found)
                .contains(
                        "{\"region\":\"us-east-1\",\"document\":\"https://saas.example/network/us-east-1/egress.json\"")
                .contains("Vary: Host");
        for (String host :
                List.of("globex.example.com", "nobody.example.com", "127.0.0.1", "a b")) {
            assertThat(RawHttp.status(wellKnown(host))).as(host).isIn(400, 404);
        }
        assertThat(wellKnown("globex.example.com")).contains("egress.host-unknown");
        JsonNode egress = operator.get("/api/v1/tenants/acme").json().get("egress");
        assertThat(egress.get("region").asString()).isEqualTo("us-east-1");
        assertThat(egress.at("/urls/json").asString())
                .isEqualTo("https://saas.example/network/us-east-1/source_ips.json");
        assertThat(operator.get("/api/v1/tenants/globex").json().get("egress").isNull()).isTrue();
        done(operator.patch("/api/v1/tenants/acme", "{\"region\":null}"));
        assertThat(RawHttp.status(wellKnown("acme.example.com"))).isEqualTo(404);
    }

    private String wellKnown(String host) {
        return RawHttp.send(
                server.apiPort(),
                "GET /.well-known/sallyport-egress HTTP/1.1\r\nHost: "
                        + host
                        + "\r\nConnection: close\r\n\r\n");
    }

    // Acknowledgements.

    private final EgressSigningKey agent = EgressSigningKey.generate();

    private void register(String tenant, String region, EgressSigningKey key) {
        done(
                operator.post(
                        "/api/v1/tenants",
                        "{\"id\":\"" + tenant + "\",\"region\":\"" + region + "\"}"));
        Api own = operator.newClient(tenant, "sallyport:manage");
        done(
                own.post(
                        "/api/v1/tenants/" + tenant + "/egress-agents",
                        "{\"name\":\"edge\",\"key\":" + key.publicKey().toJwk() + "}"));
    }

    private String content(String region, long serial, Instant at) throws Exception {
        return "{\"region\":\""
                + region
                + "\",\"serial\":"
                + serial
                + ",\"sha256\":\""
                + sha256(bytes(NETWORK + "serials/" + serial + "/egress.json"))
                + "\",\"appliedAt\":\""
                + at
                + "\",\"target\":\"nftables\"}";
    }

    private Answer say(String region, String signature) {
        return server.api()
                .with("Content-Type", "application/jose")
                .send("POST", "/network/" + region + "/acknowledgements", signature);
    }

    private Answer acknowledge(long serial) throws Exception {
        return say(
                "us-east-1",
                Jws.sign(
                        agent,
                        Jws.ACKNOWLEDGEMENT,
                        content("us-east-1", serial, Instant.now()).getBytes(UTF_8)));
    }

    private String states(String prefix) {
        List<String> states = new ArrayList<>();
        done(operator.get(REGION + "/impact?prefix=" + prefix))
                .json()
                .get("tenants")
                .forEach(each ->
                        states.add(
                                each.get("tenant").asString()
                                        + " "
                                        + each.get("state").asString()
                                        + " "
                                        + each.get("serial").asString()));
        return states.toString();
    }

    /** Who breaks if we switch tonight? */
    @Test
    void impactIsKnownBeforeAndAfterAnAcknowledgement() throws Exception {
        done(put(FIRST));
        register("acme", "us-east-1", agent);
        register("zeta", "us-east-1", EgressSigningKey.generate());
        done(operator.post("/api/v1/tenants", "{\"id\":\"mute\",\"region\":\"us-east-1\"}"));
        done(operator.post("/api/v1/tenants", "{\"id\":\"far\",\"region\":\"eu-west-1\"}"));
        done(put(with("192.0.2.1")));
        assertThat(acknowledge(1).status()).isEqualTo(204);

        assertThat(states("198.51.100.1/32"))
                .isEqualTo("[zeta not-open , mute unknown , acme open 1]");
        assertThat(states("192.0.2.1"))
                .isEqualTo("[acme not-open 1, zeta not-open , mute unknown ]");
        assertThat(states("192.0.2.200"))
                .isEqualTo("[acme not-open 1, zeta not-open , mute unknown ]");
        assertThat(states("203.0.113.0/24"))
                .as("agents say nothing of where we are called")
                .isEqualTo("[acme unknown , mute unknown , zeta unknown ]");
        String live = "{\"prefix\":\"192.0.2.1\"}";
        Answer early = operator.post(REGION + "/live", live);
        assertThat(early.code()).isEqualTo("egress.not-yet");
        Answer closed =
                operator.post(REGION + "/live?override=egress.not-yet&reason=tonight", live);
        assertThat(closed.code()).isEqualTo("egress.customers-not-open");
        assertThat(closed.body()).contains("tenant `acme`").contains("tenant `zeta`");
        assertThat(acknowledge(2).status()).isEqualTo(204);
        assertThat(states("192.0.2.1")).isEqualTo("[zeta not-open , mute unknown , acme open 2]");
        JsonNode impact = operator.get(REGION + "/impact?prefix=192.0.2.1").json();
        assertThat(impact.get("open").asInt()).isEqualTo(1);
        assertThat(impact.get("notOpen").asInt()).isEqualTo(1);
        assertThat(impact.get("unknown").asInt()).isEqualTo(1);
        Answer gone =
                done(
                        operator.post(
                                REGION
                                        + "/live?override=egress.not-yet,egress.customers-not-open&reason=tonight",
                                live));
        assertThat(line(gone, "192.0.2.1/32").get("liveSince").isNull()).isFalse();
        JsonNode record = operator.get("/api/v1/audit?limit=1").json().at("/items/0");
        assertThat(record.get("action").asString()).isEqualTo("egress.live");
        assertThat(record.get("overrides").toString())
                .isEqualTo("[\"egress.customers-not-open\",\"egress.not-yet\"]");
        assertThat(operator.post(REGION + "/live", "{\"prefix\":\"192.0.2.9\"}").code())
                .isEqualTo("egress.prefix-unknown");
        restart();
        assertThat(states("192.0.2.1")).isEqualTo("[zeta not-open , mute unknown , acme open 2]");
    }

    @Test
    void forgedReplayedAndMisplacedAcknowledgementsChangeNothing() throws Exception {
        done(put(FIRST));
        done(operator.put("/api/v1/egress/regions/eu-west-1", FIRST));
        register("acme", "us-east-1", agent);
        EgressSigningKey far = EgressSigningKey.generate();
        register("globex", "eu-west-1", far);
        done(put(with("192.0.2.1")));
        String one = content("us-east-1", 1, Instant.now());
        String two = content("us-east-1", 2, Instant.now());
        String first = Jws.sign(agent, Jws.ACKNOWLEDGEMENT, one.getBytes(UTF_8));
        String second = Jws.sign(agent, Jws.ACKNOWLEDGEMENT, two.getBytes(UTF_8));
        String forged =
                first.split("\\.", -1)[0]
                        + "."
                        + second.split("\\.", -1)[1]
                        + "."
                        + first.split("\\.", -1)[2];
        String nobody = "";
        for (String refused :
                List.of(
                        forged,
                        Jws.sign(far, Jws.ACKNOWLEDGEMENT, one.getBytes(UTF_8)),
                        Jws.sign(
                                EgressSigningKey.generate(),
                                Jws.ACKNOWLEDGEMENT,
                                one.getBytes(UTF_8)),
                        Jws.sign(agent, Jws.LIST, one.getBytes(UTF_8)),
                        "",
                        "..",
                        "a.b.c",
                        first + ".x",
                        "eyJhbGciOiJub25lIn0." + first.split("\\.", -1)[1] + ".")) {
            Answer answer = say("us-east-1", refused);
            assertThat(answer.status()).as(refused).isEqualTo(401);
            String said = answer.body().replaceAll("\"instance\":\"[0-9a-f]+\"", "");
            assertThat(nobody.isEmpty() ? said : nobody).isEqualTo(said);
            nobody = said;
        }
        assertThat(say("eu-west-1", first).status()).isEqualTo(401);
        assertThat(acknowledged()).isEqualTo("0");

        assertThat(say("us-east-1", second).status()).isEqualTo(204);
        assertThat(say("us-east-1", second).status()).isEqualTo(204);
        assertThat(say("us-east-1", first).status()).isEqualTo(204);
        assertThat(acknowledged()).isEqualTo("2");
        for (String wrong :
                List.of(
                        two.replace("us-east-1", "eu-west-1"),
                        two.replace("\"serial\":2", "\"serial\":3"),
                        two.replace("\"sha256\":\"", "\"sha256\":\"0"),
                        two.replace("}", ",\"more\":1}"),
                        content("us-east-1", 2, Instant.now().plus(Duration.ofDays(3))),
                        "{}",
                        "[]",
                        "no json")) {
            Answer answer =
                    say("us-east-1", Jws.sign(agent, Jws.ACKNOWLEDGEMENT, wrong.getBytes(UTF_8)));
            assertThat(answer.status()).as(wrong).isIn(400, 422);
        }
        assertThat(acknowledged()).isEqualTo("2");
        assertThat(say("us-east-1", "x".repeat(20_000)).status()).isEqualTo(413);
    }

    private String acknowledged() {
        return operator.get("/api/v1/tenants/acme/egress-agents")
                .json()
                .at("/items/0/acknowledged/serial")
                .asString("0");
    }

    /** A clock that is wrong by hours, either way, is no reason to refuse. */
    @Test
    void clocksMayBeWrong() throws Exception {
        done(put(FIRST));
        register("acme", "us-east-1", agent);
        String ahead = content("us-east-1", 1, Instant.now().plus(Duration.ofHours(5)));

        assertThat(
                        say(
                                        "us-east-1",
                                        Jws.sign(agent, Jws.ACKNOWLEDGEMENT, ahead.getBytes(UTF_8)))
                                .status())
                .isEqualTo(204);
    }

    @Test
    void whoGuessesIsSlowedDown() {
        restart("--token.failures-per-minute=5");
        for (int i = 0; i < 5; i++) {
            assertThat(say("us-east-1", "a.b.c").status()).isEqualTo(401);
        }
        Answer answer = say("us-east-1", "a.b.c");
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).matches("[0-9]+");
    }

    @Test
    void onlyPublicEd25519KeysAreRegistered() {
        operator.tenant("acme");
        String good = agent.publicKey().toJwk();
        for (String bad :
                List.of(
                        good.replace("OKP", "RSA"),
                        good.replace("Ed25519", "X25519"),
                        good.replace("\"x\":\"", "\"x\":\"A"),
                        good.replace("\"kid\":\"", "\"kid\":\"A"),
                        agent.toPrivateJwk(),
                        "{}",
                        "7")) {
            assertThat(
                            operator.post(
                                            "/api/v1/tenants/acme/egress-agents",
                                            "{\"name\":\"edge\",\"key\":" + bad + "}")
                                    .status())
                    .as(bad)
                    .isEqualTo(422);
        }
        String body = "{\"name\":\"edge\",\"key\":" + good + "}";
        Answer made = done(operator.post("/api/v1/tenants/acme/egress-agents", body));
        assertThat(made.text("id")).isEqualTo(agent.publicKey().thumbprint());
        assertThat(operator.post("/api/v1/tenants/acme/egress-agents", body).code())
                .isEqualTo("egress.agent-exists");
        done(operator.delete("/api/v1/tenants/acme/egress-agents/" + made.text("id")));
        assertThat(operator.delete("/api/v1/tenants/acme/egress-agents/" + made.text("id")).code())
                .isEqualTo("egress.agent-unknown");
    }

    // Notices.

    @Test
    void theFeedIsValidAndItsIdsStay() throws Exception {
        restart("--egress.notice-window=0s");
        done(put(FIRST));
        done(put(with("{\"prefix\":\"192.0.2.1\",\"label\":\"a <b> & \\\"c\\\"\"}")));
        Element feed = feed();

        assertThat(feed.getNamespaceURI()).isEqualTo("http://www.w3.org/2005/Atom");
        assertThat(texts(feed, "id"))
                .containsExactly(
                        "tag:saas.example,2026:sallyport-egress/us-east-1",
                        "tag:saas.example,2026:sallyport-egress/us-east-1/2",
                        "tag:saas.example,2026:sallyport-egress/us-east-1/1");
        assertThat(texts(feed, "updated"))
                .allMatch(text -> Instant.parse(text).isBefore(Instant.now().plusSeconds(5)));
        assertThat(texts(feed, "content").getFirst()).contains("192.0.2.1/32 of default is new");
        List<String> before = texts(feed, "id");
        restart("--egress.notice-window=0s");
        assertThat(texts(feed(), "id")).isEqualTo(before);
    }

    private Element feed() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(bytes(NETWORK + "changes.atom")))
                .getDocumentElement();
    }

    private static List<String> texts(Element feed, String name) {
        List<String> texts = new ArrayList<>();
        var found = feed.getElementsByTagNameNS("http://www.w3.org/2005/Atom", name);
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent());
        }
        return texts;
    }

    /** What goes and comes again within the window is one notice; new addresses never wait. */
    @Test
    void aFlappingPrefixIsOneNotice() throws Exception {
        restart("--egress.notice-window=6s");
        done(put(FIRST));
        String without = FIRST.replace("{\"prefix\":\"2001:db8:1::/48\"},", "");
        String query = "?override=egress.removed-too-early,egress.notice-too-short&reason=flap";
        for (int i = 0; i < 3; i++) {
            done(put(query, without));
            done(put(query, FIRST));
        }
        assertThat(operator.get(REGION).json().get("serial").asLong()).isEqualTo(7);
        assertThat(texts(feed(), "id")).hasSize(2);
        await(() -> texts(feed(), "id").size() == 3);
        assertThat(texts(feed(), "content").getFirst()).startsWith("Serial 7 after 1:");
        Thread.sleep(1500);
        assertThat(texts(feed(), "id")).hasSize(3);
        done(put(with("192.0.2.1")));
        assertThat(texts(feed(), "id")).hasSize(4);
    }

    @Test
    void listenersAreToldAndGoOnWhereTheyWere() throws Exception {
        restart("--egress.notice-window=0s", "--egress.most-listeners=2");
        done(put(FIRST));
        try (Listener listener = new Listener("");
                Listener other = new Listener("")) {
            assertThat(RawHttp.status(get(""))).isEqualTo(503);
            done(put(with("192.0.2.1")));
            assertThat(listener.next()).isEqualTo("id: 2");
            assertThat(listener.next()).isEqualTo("event: published");
            JsonNode data = Answer.parse(listener.next().substring("data: ".length()));
            assertThat(data.get("serial").asLong()).isEqualTo(2);
            assertThat(data.get("previous").asLong()).isEqualTo(1);
            assertThat(data.at("/difference/0").asString()).startsWith("192.0.2.1/32");
            assertThat(other.next()).isEqualTo("id: 2");
        }
        done(put(with("192.0.2.1", "192.0.2.2")));
        // Places come free when the next word cannot be sent.
        done(put(with("192.0.2.1", "192.0.2.2", "192.0.2.3")));
        await(() -> {
            try (Listener again = new Listener("Last-Event-ID: 2\r\n")) {
                return "id: 3".equals(again.next());
            } catch (IOException refused) {
                done(
                        put(
                                with(
                                        "192.0.2.1",
                                        "192.0.2.2",
                                        "192.0.2.3",
                                        "{\"prefix\":\"192.0.2.4\",\"label\":\""
                                                + System.nanoTime()
                                                + "\"}")));
                return false;
            }
        });
        long before = System.nanoTime();
        try (Listener last = new Listener("Last-Event-ID: 2\r\n")) {
            assertThat(last.next()).isEqualTo("id: 3");
            server.close();
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .as("nobody who listens holds up the end")
                    .isLessThan(Duration.ofSeconds(9));
        }
    }

    /** Nobody takes all the places: one address has a tenth of them. */
    @Test
    void oneAddressDoesNotTakeEveryPlace() throws Exception {
        restart("--egress.most-listeners=30");
        done(put(FIRST));
        try (Listener first = new Listener("");
                Listener second = new Listener("");
                Listener third = new Listener("")) {
            assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
            assertThat(RawHttp.status(get(""))).isEqualTo(503);
            try (Socket neighbour =
                    new Socket(
                            "127.0.0.1", server.apiPort(), InetAddress.getByName("127.0.0.2"), 0)) {
                neighbour
                        .getOutputStream()
                        .write(
                                ("GET " + NETWORK + "changes HTTP/1.1\r\nHost: x\r\n\r\n")
                                        .getBytes(UTF_8));
                assertThat(new String(neighbour.getInputStream().readNBytes(12), UTF_8))
                        .isEqualTo("HTTP/1.1 200");
            }
        }
    }

    private String get(String header) {
        return RawHttp.send(
                server.apiPort(),
                "GET "
                        + NETWORK
                        + "changes HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                        + header
                        + "\r\n");
    }

    private final class Listener implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader lines;

        Listener(String header) throws IOException {
            socket = RawHttp.open(server.apiPort());
            socket.getOutputStream()
                    .write(
                            ("GET " + NETWORK + "changes HTTP/1.1\r\nHost: x\r\n" + header + "\r\n")
                                    .getBytes(UTF_8));
            lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            String line = Objects.requireNonNull(lines.readLine());
            if (!line.contains(" 200 ")) {
                socket.close();
                throw new IOException(line);
            }
            while (!line.startsWith("retry:")) {
                line = Objects.requireNonNull(lines.readLine());
            }
        }

        /* The next line of an event; sizes of chunks, heartbeats and empty lines are passed over. */
        String next() throws IOException {
            String line = Objects.requireNonNull(lines.readLine());
            while (!line.startsWith("id: ")
                    && !line.startsWith("event: ")
                    && !line.startsWith("data: ")) {
                line = Objects.requireNonNull(lines.readLine());
            }
            return line;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void webhooksCarryTheSerialAndTheDifference() throws Exception {
        restart("--webhooks.allow-private-targets=true");
        BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
        try (Receiver receiver =
                Receiver.start(received -> {
                    bodies.add(received.body());
                    return Receiver.OK;
                })) {
            done(
                    operator.post(
                            "/api/v1/webhooks",
                            "{\"url\":\""
                                    + receiver.url()
                                    + "\",\"events\":[\"egress.published\"]}"));
            done(put(FIRST));
            JsonNode body = Answer.parse(Objects.requireNonNull(bodies.poll(60, TimeUnit.SECONDS)));
            assertThat(body.get("type").asString()).isEqualTo("egress.published");
            assertThat(body.at("/data/region").asString()).isEqualTo("us-east-1");
            assertThat(body.at("/data/serial").asLong()).isEqualTo(1);
            assertThat(body.at("/data/previous").asLong()).isZero();
            assertThat(body.at("/data/difference").size()).isEqualTo(4);
        }
    }

    /** Customers hear of the region they live in, and of no other. */
    @Test
    void webhooksOfTenantsHearOfTheirRegion() throws Exception {
        restart("--webhooks.allow-private-targets=true");
        BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
        try (Receiver receiver =
                Receiver.start(received -> {
                    bodies.add(received.body());
                    return Receiver.OK;
                })) {
            for (String tenant : List.of("acme us-east-1", "globex eu-west-1")) {
                String[] parts = tenant.split(" ", -1);
                done(
                        operator.post(
                                "/api/v1/tenants",
                                "{\"id\":\"" + parts[0] + "\",\"region\":\"" + parts[1] + "\"}"));
                done(
                        operator.post(
                                "/api/v1/tenants/" + parts[0] + "/webhooks",
                                "{\"url\":\""
                                        + receiver.url()
                                        + "\",\"events\":[\"egress.published\"]}"));
            }
            done(put(FIRST));
            done(operator.put("/api/v1/egress/regions/eu-west-1", FIRST));
            List<String> regions = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                JsonNode data =
                        Answer.parse(Objects.requireNonNull(bodies.poll(60, TimeUnit.SECONDS)))
                                .get("data");
                regions.add(data.get("region").asString());
                assertThat(data.get("actor").asString()).isEqualTo("operator");
            }
            assertThat(regions).containsExactlyInAnyOrder("us-east-1", "eu-west-1");
            assertThat(bodies.poll(2, TimeUnit.SECONDS)).isNull();
        }
    }

    // Self-test.

    @Test
    void ownTrafficIsComparedWithTheList() {
        done(put(FIRST));
        done(put(with("192.0.2.1")));
        JsonNode test =
                done(operator.post(
                                REGION + "/self-test",
                                "{\"addresses\":[\"198.51.100.1\",\"192.0.2.1\",\"8.8.8.8\",\"203.0.113.5\",\"::ffff:198.51.100.9\"]}"))
                        .json();
        List<String> states = new ArrayList<>();
        test.get("addresses").forEach(each -> states.add(each.get("state").asString()));

        assertThat(states)
                .containsExactly("live", "listed-not-live", "not-listed", "not-listed", "live");
        assertThat(operator.get("/api/v1/doctor").body())
                .contains("egress.not-listed")
                .contains("egress.not-live");
        assertThat(operator.get("/metrics").body())
                .contains("sallyport_egress_self_test_addresses{state=\"not-listed\"} 2");
        JsonNode own = done(operator.send("POST", REGION + "/self-test", "")).json();
        assertThat(own.at("/addresses/0/address").asString()).isEqualTo("127.0.0.1");
        assertThat(operator.get("/api/v1/doctor").body()).doesNotContain("egress.not-live");
        assertThat(
                        operator.post(
                                        "/api/v1/egress/regions/nowhere/self-test",
                                        "{\"addresses\":[]}")
                                .code())
                .isEqualTo("egress.region-unknown");
    }
}
