package dev.sallyport.egress.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.egress.document.EgressDocument.FileDigest;
import dev.sallyport.egress.list.Direction;
import dev.sallyport.egress.list.EgressList;
import dev.sallyport.egress.list.EgressPrefix;
import dev.sallyport.egress.signature.EgressSigningKey;
import dev.sallyport.engine.address.IpPrefix;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents are written in one form and read strictly; every fault has a name and a place. */
final class DocumentTest {

    private static final Instant T = Instant.parse("2026-06-01T00:00:00Z");
    private static final String WRITTEN =
            "{\"format\":\"sallyport-egress/1\",\"publisher\":\"https://saas.example\","
                    + "\"region\":\"us-east-1\",\"serial\":7,\"created\":\"2026-06-01T00:00:00Z\","
                    + "\"prefixes\":[{\"prefix\":\"52.0.0.1/32\",\"service\":\"default\","
                    + "\"direction\":\"outbound\",\"notBefore\":\"2026-06-01T00:00:00Z\","
                    + "\"removeAfter\":null,\"label\":\"NAT \\\"a\\\"\"},"
                    + "{\"prefix\":\"52.0.0.2/32\",\"service\":\"default\",\"direction\":\"both\","
                    + "\"notBefore\":\"2026-06-01T00:00:00Z\","
                    + "\"removeAfter\":\"2026-06-01T01:00:00Z\",\"label\":null}],"
                    + "\"files\":[{\"name\":\"source_ips.json\",\"sha256\":\""
                    + "0123456789abcdef".repeat(4)
                    + "\"}]}\n";

    private static EgressDocument document() {
        return new EgressDocument(
                "https://saas.example",
                new EgressList(
                        "us-east-1",
                        7,
                        T,
                        List.of(
                                new EgressPrefix(
                                        IpPrefix.parse("52.0.0.2/32"),
                                        "default",
                                        Direction.BOTH,
                                        T,
                                        T.plusSeconds(3600),
                                        null),
                                new EgressPrefix(
                                        IpPrefix.parse("52.0.0.1/32"),
                                        "default",
                                        Direction.OUTBOUND,
                                        T,
                                        null,
                                        "NAT \"a\""))),
                List.of(new FileDigest("source_ips.json", "0123456789abcdef".repeat(4))));
    }

    private static Reading<EgressDocument> read(String text) {
        return EgressDocumentReader.read(text.getBytes(UTF_8), DocumentLimits.DEFAULT);
    }

    private static List<String> codes(Reading<?> reading) {
        assertThat(reading).isInstanceOf(Reading.Faulty.class);
        return ((Reading.Faulty<?>) reading).faults().stream().map(DocumentFault::code).toList();
    }

    @Test
    void documentIsWrittenInOneFormAndReadBack() {
        assertThat(new String(EgressDocumentWriter.write(document()), UTF_8)).isEqualTo(WRITTEN);
        assertThat(read(WRITTEN).orThrow()).isEqualTo(document());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "52.0.0.1/32|52.0.0.1/8|/prefixes/0/prefix|prefix.host-bits-set",
                "52.0.0.1/32|52.0.0.1|/prefixes/0/prefix|egress.value",
                "52.0.0.1/32|::ffff:52.0.0.1/128|/prefixes/0/prefix|address.ipv4-mapped",
                "52.0.0.1/32|52.0.0.2/32|/prefixes/1|egress.duplicate",
                "52.0.0.1/32|52.0.0.3/32|/prefixes/1|egress.unsorted",
                "\"serial\":7|\"serial\":0|/serial|egress.value",
                "\"serial\":7|\"serial\":7.5|/serial|egress.member",
                "\"serial\":7|\"serial\":99999999999999999999|/serial|egress.value",
                "\"serial\":7|\"serial\":7,\"serial\":8|/serial|egress.member",
                "\"serial\":7,||''|egress.member",
                "\"serial\":7|\"serial\":7,\"more\":{\"a\":[1]}|/more|egress.member",
                "sallyport-egress/1|sallyport-egress/2|/format|egress.format",
                "https://saas.example|https://saas.example/x|/publisher|egress.value",
                "us-east-1|US|/region|egress.value",
                "\"direction\":\"both\"|\"direction\":\"in\"|/prefixes/1/direction|egress.value",
                "01:00:00Z|01:00:00+00:00|/prefixes/1/removeAfter|egress.value",
                "2026-06-01T01:00:00Z|2026-05-01T01:00:00Z|/prefixes/1|egress.value",
                "0123456789abcdef|0123456789ABCDEF|/files/0/sha256|egress.value",
            })
    void everyFaultHasItsPlace(String from, String to, String pointer, String code) {
        String changed = WRITTEN.replace(from, to == null ? "" : to);
        assertThat(changed).isNotEqualTo(WRITTEN);
        Reading<EgressDocument> reading = read(changed);
        assertThat(codes(reading)).contains(code);
        assertThat(((Reading.Faulty<?>) reading).faults())
                .anyMatch(fault -> fault.code().equals(code) && fault.where().equals(pointer));
    }

    @Test
    void allFaultsAreFoundAtOnce() {
        String changed =
                WRITTEN.replace("52.0.0.1/32", "52.0.0.1/8")
                        .replace("us-east-1", "US")
                        .replace("\"direction\":\"both\"", "\"direction\":7");
        assertThat(codes(read(changed)))
                .containsExactly("egress.value", "prefix.host-bits-set", "egress.member");
    }

    /** Wherever a document is cut, it is not taken for a whole one. */
    @Test
    void documentThatWasCutAnywhereIsRefused() {
        for (int length = 0; length < WRITTEN.length() - 1; length++) {
            assertThat(codes(read(WRITTEN.substring(0, length)))).isNotEmpty();
        }
        assertThat(codes(read(WRITTEN.substring(0, 300)))).containsExactly("egress.truncated");
        assertThat(codes(read(WRITTEN + "{}"))).containsExactly("egress.syntax");
        assertThat(codes(read("<html>"))).containsExactly("egress.syntax");
    }

    @Test
    void limitsHold() {
        String many =
                WRITTEN.replaceFirst(
                        "\"prefixes\":\\[.*]",
                        "\"prefixes\":[" + "{},".repeat(100_000) + "{}],\"files\":[]");
        assertThat(codes(read(many))).contains("egress.member");
        assertThat(((Reading.Faulty<?>) read(many)).faults()).hasSize(100);
        assertThat(
                        codes(
                                EgressDocumentReader.read(
                                        WRITTEN.getBytes(UTF_8), new DocumentLimits(100, 5))))
                .containsExactly("egress.too-large");
        assertThat(
                        codes(
                                EgressDocumentReader.read(
                                        WRITTEN.getBytes(UTF_8), new DocumentLimits(5000, 1))))
                .containsExactly("egress.too-many-prefixes");
    }

    private static final SourceIps SOURCE =
            new SourceIps(
                    "us-east-1",
                    List.of(
                            IpPrefix.parse("54.243.179.37/32"),
                            IpPrefix.parse("44.196.68.227/32"),
                            IpPrefix.parse("52.204.100.58/32"),
                            IpPrefix.parse("52.206.146.115/32"),
                            IpPrefix.parse("52.205.92.24/32")));

    /** The one published example, byte for byte. */
    @Test
    void plainFilesHaveTheDocumentedShape() {
        String yaml =
                """
                'region': 'us-east-1'
                'source_ips':
                  - '44.196.68.227/32'
                  - '52.204.100.58/32'
                  - '52.205.92.24/32'
                  - '52.206.146.115/32'
                  - '54.243.179.37/32'
                """;
        assertThat(new String(SourceIpsWriter.yaml(SOURCE), UTF_8)).isEqualTo(yaml);
        assertThat(new String(SourceIpsWriter.json(SOURCE), UTF_8))
                .isEqualTo(
                        "{\"region\":\"us-east-1\",\"source_ips\":[\"44.196.68.227/32\","
                                + "\"52.204.100.58/32\",\"52.205.92.24/32\",\"52.206.146.115/32\","
                                + "\"54.243.179.37/32\"]}\n");
        assertThat(new String(SourceIpsWriter.text(SOURCE), UTF_8))
                .startsWith("44.196.68.227/32\n52.")
                .endsWith("37/32\n");
        String older = yaml.replace('\'', '"').replace("  -", "-");
        for (String text : List.of(yaml, older, yaml.replace("'", ""), "---\n" + yaml)) {
            assertThat(
                            SourceIpsReader.yaml(
                                            text.getBytes(UTF_8),
                                            DocumentLimits.DEFAULT,
                                            Tolerance.NONE)
                                    .orThrow())
                    .isEqualTo(SOURCE);
        }
        assertThat(json(SourceIpsWriter.json(SOURCE)).orThrow()).isEqualTo(SOURCE);
        assertThat(text(SourceIpsWriter.text(SOURCE)).orThrow().prefixes())
                .isEqualTo(SOURCE.prefixes());
    }

    private static Reading<SourceIps> json(byte[] bytes) {
        return SourceIpsReader.json(bytes, DocumentLimits.DEFAULT, Tolerance.NONE);
    }

    private static Reading<SourceIps> text(byte[] bytes) {
        return SourceIpsReader.text(bytes, DocumentLimits.DEFAULT, Tolerance.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "52.0.0.1/32 52.0.0.2/32~|address.white-space",
                "52.0.0.2/32~52.0.0.1/32~|egress.unsorted",
                "52.0.0.1/32~52.0.0.1/32~|egress.duplicate",
                "52.0.0.1/3|egress.truncated",
                "52.0.0.1/8~|prefix.host-bits-set",
                "52.0.0.1~|egress.value",
                "<html>~|address.not-an-address",
                "052.0.0.1/32~|address.leading-zero",
            })
    void faultsOfTextFilesAreNamed(String text, String code) {
        assertThat(codes(text(text.replace('~', '\n').getBytes(UTF_8)))).contains(code);
    }

    @Test
    void whatIsPutUpWithMustBeAskedFor() {
        byte[] bytes = "52.0.0.2/32\n52.0.0.1/32\n52.0.0.2/32\n".getBytes(UTF_8);
        assertThat(codes(text(bytes))).containsExactly("egress.unsorted", "egress.duplicate");
        assertThat(
                        SourceIpsReader.text(
                                        bytes, DocumentLimits.DEFAULT, new Tolerance(true, true))
                                .orThrow()
                                .prefixes())
                .hasSize(2);
    }

    @Test
    void aMillionPrefixesAreRefusedByTheirNumber() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 1_000_000; i++) {
            many.append("52.").append(i >> 16).append('.').append(i >> 8 & 255).append('.');
            many.append(i & 255).append("/32\n");
        }
        byte[] bytes = many.toString().getBytes(UTF_8);
        assertThat(codes(text(bytes))).containsExactly("egress.too-many-prefixes");
        DocumentLimits wide = new DocumentLimits(32 * 1024 * 1024, 1_000_000);
        List<IpPrefix> all = SourceIpsReader.text(bytes, wide, Tolerance.NONE).orThrow().prefixes();
        assertThat(EgressList.aggregated(all)).hasSizeLessThan(50);
    }

    @Test
    void keySetsAreReadStrictly() {
        EgressSigningKey key = EgressSigningKey.generate();
        EgressSigningKey next = EgressSigningKey.generate();
        byte[] set = KeySetDocument.write(List.of(key.publicKey(), next.publicKey()));
        assertThat(KeySetDocument.read(set).orThrow())
                .containsExactly(key.publicKey(), next.publicKey());
        String text = new String(set, UTF_8);
        for (String wrong :
                List.of(
                        text.replace("OKP", "EC"),
                        text.replace("\"x\"", "\"y\""),
                        text.replace(key.publicKey().thumbprint(), next.publicKey().thumbprint()),
                        text.replace(next.toPrivateJwk(), "").replace("Ed25519", "X25519"),
                        "{\"keys\":[]}",
                        "{\"keys\":[{}]}",
                        "{\"keys\":7}")) {
            assertThat(codes(KeySetDocument.read(wrong.getBytes(UTF_8)))).isNotEmpty();
        }
        byte[] secret = key.toPrivateJwk().getBytes(UTF_8);
        assertThat(KeySetDocument.readPrivate(secret).orThrow().publicKey())
                .isEqualTo(key.publicKey());
        assertThat(codes(KeySetDocument.readKey(secret)))
                .as("a secret is no public key")
                .isNotEmpty();
        assertThat(KeySetDocument.readKey(key.publicKey().toJwk().getBytes(UTF_8)).orThrow())
                .isEqualTo(key.publicKey());
    }

    @Test
    void hostNamesItsRegion() {
        List<URI> places = new ArrayList<>();
        for (String name :
                List.of(
                        "egress.json",
                        "egress.json.jws",
                        "keys.json",
                        "a.json",
                        "a.yaml",
                        "a.txt")) {
            places.add(URI.create("https://saas.example/network/us-east-1/" + name));
        }
        WellKnown known =
                new WellKnown(
                        "us-east-1",
                        places.get(0),
                        places.get(1),
                        places.get(2),
                        places.get(3),
                        places.get(4),
                        places.get(5));
        assertThat(WellKnown.read(known.write()).orThrow()).isEqualTo(known);
        String text = new String(known.write(), UTF_8);
        assertThat(codes(WellKnown.read(text.replace("https:", "file:").getBytes(UTF_8))))
                .hasSize(6);
        assertThat(codes(WellKnown.read(text.replace("https://", "https://a@").getBytes(UTF_8))))
                .hasSize(6);
    }
}
