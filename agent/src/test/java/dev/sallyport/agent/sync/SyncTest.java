package dev.sallyport.agent.sync;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.agent.plan.PlanRules;
import dev.sallyport.agent.sync.SyncOutcome.Result;
import dev.sallyport.agent.sync.SyncSettings.Format;
import dev.sallyport.agent.target.Capacity;
import dev.sallyport.agent.target.Content;
import dev.sallyport.agent.target.Target;
import dev.sallyport.agent.target.TargetException;
import dev.sallyport.agent.target.Targets;
import dev.sallyport.egress.document.DocumentLimits;
import dev.sallyport.egress.document.Tolerance;
import dev.sallyport.egress.document.WellKnown;
import dev.sallyport.egress.fetch.FetchLimits;
import dev.sallyport.egress.fetch.Fetcher;
import dev.sallyport.egress.list.Direction;
import dev.sallyport.egress.signature.EgressSigningKey;
import dev.sallyport.egress.signature.Jws;
import dev.sallyport.egress.signature.TrustedKeys;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpSet;
import dev.sallyport.engine.address.SpecialPurpose.Use;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rounds over real sockets: what is right is applied, and whatever is wrong has a name. */
final class SyncTest {

    private static final EgressSigningKey KEY = EgressSigningKey.generate();
    private static final EgressSigningKey NEXT = EgressSigningKey.generate();
    private static final Instant NOW = Instant.parse("2026-06-02T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final String[] FOUR = {
        "52.0.0.1/32", "52.0.0.2/32", "52.0.1.0/24", "52.0.2.0/24"
    };

    @TempDir private Path folder;
    private Publisher publisher;
    private Trust trust = new Trust(List.of(KEY.publicKey()), Set.of(), false);
    private Format format = Format.SIGNED;
    private Tolerance tolerance = Tolerance.NONE;
    private Set<Use> tolerated = Set.of();
    private Set<IpFamily> expected = Set.of(IpFamily.values());
    private IpSet keep = IpSet.EMPTY;
    private IpSet guarded = IpSet.EMPTY;
    private boolean takeOlder;
    private int shrinkLimit = 30;
    private @Nullable URI from;
    private @Nullable Target target;
    private @Nullable SSLContext context;

    @BeforeEach
    void start() throws IOException {
        publisher = Publisher.start();
        publisher.keys(KEY);
        publisher.publish(KEY, 7, FOUR);
    }

    @AfterEach
    void stop() throws IOException {
        publisher.close();
    }

    private Path file() {
        return folder.resolve("list.txt");
    }

    private Target target() {
        return target == null ? Targets.of("file:" + file()) : target;
    }

    private SyncOutcome round(Instant now) throws Exception {
        return round(now, false);
    }

    private SyncOutcome round(Instant now, boolean dryRun) throws Exception {
        SyncSettings settings =
                new SyncSettings(
                        from == null ? publisher.at(Publisher.LIST) : from,
                        format,
                        trust,
                        Direction.OUTBOUND,
                        null,
                        Set.of(IpFamily.values()),
                        expected,
                        new PlanRules(
                                DAY.multipliedBy(7),
                                DAY.multipliedBy(30),
                                DAY.multipliedBy(90),
                                shrinkLimit),
                        tolerance,
                        tolerated,
                        keep,
                        guarded,
                        takeOlder,
                        Duration.ofMinutes(10),
                        DocumentLimits.DEFAULT);
        FetchLimits limits =
                new FetchLimits(
                        32 * 1024 * 1024, Duration.ofSeconds(5), Duration.ofSeconds(2), 5, false);
        try (StateFolder state = StateFolder.open(folder.resolve("state"));
                Fetcher fetcher = new Fetcher(limits, context)) {
            return new Sync(settings, target(), state, fetcher, _ -> {}).round(now, dryRun);
        }
    }

    private String held() throws IOException {
        return Files.exists(file()) ? Files.readString(file()) : "";
    }

    /** Applies the first list, lets something be wrong, and nothing changes but the name of it. */
    private void isRefused(String code) throws Exception {
        if (held().isEmpty()) {
            throw new AssertionError("apply a list first");
        }
        String before = held();
        SyncOutcome outcome = round(NOW.plus(DAY));
        assertThat(outcome.code()).as(outcome.detail()).isEqualTo(code);
        assertThat(outcome.result()).isIn(Result.REFUSED, Result.UNAVAILABLE);
        assertThat(held()).isEqualTo(before);
    }

    private void applied() throws Exception {
        SyncOutcome outcome = round(NOW);
        assertThat(outcome.result()).as(outcome.detail()).isEqualTo(Result.APPLIED);
    }

    @Test
    void listIsAppliedAggregatedAndOnlyOnce() throws Exception {
        publisher.publish(KEY, 7, "52.0.2.0/24", "52.0.3.0/24", "52.0.2.7/32", "2600::/32");
        applied();
        assertThat(held()).isEqualTo("52.0.2.0/23\n2600::/32\n");
        publisher.asked.clear();
        SyncOutcome again = round(NOW.plusSeconds(60));
        assertThat(again.result()).isEqualTo(Result.IN_STEP);
        assertThat(publisher.asked)
                .as("neither signature, but the keys")
                .containsExactly(Publisher.LIST, Publisher.KEYS);
    }

    @Test
    void whatIsNewComesAtOnceAndWhatIsGoneLeavesAfterTheGrace() throws Exception {
        applied();
        publisher.publish(KEY, 8, "52.0.0.2/32", "52.0.1.0/24", "52.0.2.0/24", "52.0.9.0/24");
        assertThat(round(NOW.plus(DAY)).result()).isEqualTo(Result.APPLIED);
        assertThat(held()).contains("52.0.0.1/32", "52.0.9.0/24");
        assertThat(round(NOW.plus(DAY.multipliedBy(8)).minusSeconds(1)).result())
                .isEqualTo(Result.IN_STEP);
        SyncOutcome end = round(NOW.plus(DAY.multipliedBy(8)));
        assertThat(end.lines()).containsExactly("- 52.0.0.1/32");
        assertThat(held()).doesNotContain("52.0.0.1/32").contains("52.0.0.2/32");
    }

    @Test
    void flappingPrefixNeverLeavesAndIsHeldLonger() throws Exception {
        applied();
        Instant now = NOW;
        String[] without = {"52.0.0.2/32", "52.0.1.0/24", "52.0.2.0/24"};
        long serial = 7;
        for (int i = 0; i < 3; i++) {
            now = now.plus(DAY);
            publisher.publish(KEY, ++serial, without);
            assertThat(round(now).result()).isEqualTo(Result.IN_STEP);
            now = now.plus(DAY.multipliedBy(6));
            publisher.publish(KEY, ++serial, FOUR);
            assertThat(round(now).result()).isEqualTo(Result.IN_STEP);
        }
        publisher.publish(KEY, ++serial, without);
        assertThat(round(now).result()).isEqualTo(Result.IN_STEP);
        assertThat(round(now.plus(DAY.multipliedBy(11))).result())
                .as("gone for six days before, so held for twelve")
                .isEqualTo(Result.IN_STEP);
        assertThat(round(now.plus(DAY.multipliedBy(12))).lines()).containsExactly("- 52.0.0.1/32");
    }

    @Test
    void targetThatHeldSomethingIsTakenOverWithoutAbruptRemovals() throws Exception {
        Files.writeString(file(), "9.9.9.0/24\n");
        applied();
        assertThat(held()).contains("9.9.9.0/24", "52.0.0.1/32");
        assertThat(round(NOW.plus(DAY.multipliedBy(7))).lines()).containsExactly("- 9.9.9.0/24");
    }

    @Test
    void protectedAddressesStay() throws Exception {
        Files.writeString(file(), "10.0.0.1/32\n10.0.0.2/32\n");
        keep = IpSet.ofPrefixes(List.of(IpPrefix.parse("10.9.0.0/16")));
        guarded = IpSet.ofPrefixes(List.of(IpPrefix.parse("10.0.0.1"), IpPrefix.parse("10.0.0.7")));
        applied();
        assertThat(round(NOW.plus(DAY.multipliedBy(9))).result()).isEqualTo(Result.APPLIED);
        assertThat(held())
                .contains("10.9.0.0/16", "10.0.0.1/32")
                .doesNotContain("10.0.0.2", "10.0.0.7");
    }

    @Test
    void dryRunChangesNothing() throws Exception {
        SyncOutcome outcome = round(NOW, true);
        assertThat(outcome.result()).isEqualTo(Result.WOULD_APPLY);
        assertThat(outcome.lines()).contains("+ 52.0.1.0/24");
        assertThat(Files.exists(file())).isFalse();
        assertThat(Files.exists(folder.resolve("state/state"))).isFalse();
    }

    @Test
    void driftIsPutRight() throws Exception {
        applied();
        String right = held();
        Files.writeString(file(), right.replace("52.0.0.1/32\n", "") + "66.0.0.0/24\n");
        SyncOutcome outcome = round(NOW.plusSeconds(60));
        assertThat(outcome.lines()).containsExactly("+ 52.0.0.1/32", "- 66.0.0.0/24");
        assertThat(held()).isEqualTo(right);
    }

    @Test
    void hostNamesItsList() throws Exception {
        URI list = publisher.at(Publisher.LIST);
        publisher.documents.put(
                WellKnown.PATH,
                new WellKnown(
                                "us-east-1",
                                list,
                                URI.create(list + ".jws"),
                                publisher.at(Publisher.KEYS),
                                list,
                                list,
                                list)
                        .write());
        from = publisher.at("/");
        applied();
        assertThat(held()).contains("52.0.0.1/32");
    }

    // Signatures.

    @Test
    void thumbprintOrFirstKeyIsEnoughToBegin() throws Exception {
        trust = new Trust(List.of(), Set.of(), false);
        assertThat(round(NOW).code()).isEqualTo("signature.no-key");
        trust = new Trust(List.of(), Set.of(NEXT.publicKey().thumbprint()), false);
        assertThat(round(NOW).code()).isEqualTo("signature.no-key");
        trust = new Trust(List.of(), Set.of(KEY.publicKey().thumbprint()), false);
        assertThat(round(NOW).result()).isEqualTo(Result.APPLIED);
    }

    @Test
    void successorIsLearnedAndTheRetiredKeyRefused() throws Exception {
        applied();
        publisher.keys(KEY, NEXT);
        publisher.publish(KEY, 8, FOUR);
        assertThat(round(NOW.plusSeconds(10)).result()).isEqualTo(Result.IN_STEP);
        publisher.keys(NEXT);
        publisher.publish(NEXT, 9, FOUR);
        assertThat(round(NOW.plusSeconds(20)).result()).isEqualTo(Result.IN_STEP);
        publisher.publish(KEY, 10, "52.0.0.1/32", "52.0.0.2/32", "52.0.1.0/24", "66.0.0.0/24");
        isRefused("signature.retired-key");
        publisher.keys(KEY, NEXT);
        isRefused("signature.retired-key");
    }

    @Test
    void successorIsLearnedWhileTheListStaysTheSame() throws Exception {
        applied();
        publisher.keys(KEY, NEXT);
        assertThat(round(NOW.plus(DAY)).result()).isEqualTo(Result.IN_STEP);
        publisher.keys(NEXT);
        publisher.publish(NEXT, 8, FOUR[0], FOUR[1], FOUR[2], FOUR[3], "52.0.4.0/24");
        assertThat(round(NOW.plus(DAY.multipliedBy(60))).code()).isEmpty();
        assertThat(held()).contains("52.0.4.0/24");
    }

    @Test
    void oldSetOfKeysOutOfACacheDoesNotRetireTheSuccessor() throws Exception {
        applied();
        publisher.keys(KEY, NEXT);
        assertThat(round(NOW.plusSeconds(10)).result()).isEqualTo(Result.IN_STEP);
        publisher.keys(KEY);
        assertThat(round(NOW.plusSeconds(20)).result()).isEqualTo(Result.IN_STEP);
        publisher.keys(NEXT);
        publisher.publish(NEXT, 8, FOUR);
        assertThat(round(NOW.plusSeconds(30)).code()).isEmpty();
    }

    /** A cache in between answers with the new list and the signature of the old one. */
    @Test
    void signatureOfTheSerialCountsWhereTheOtherIsOld() throws Exception {
        applied();
        byte[] old = Objects.requireNonNull(publisher.documents.get(Publisher.LIST + ".jws"));
        publisher.publish(KEY, 8, FOUR[0], FOUR[1], FOUR[2], FOUR[3], "52.0.4.0/24");
        byte[] right =
                Objects.requireNonNull(publisher.documents.put(Publisher.LIST + ".jws", old));
        isRefused("signature.forged");
        String path = "/network/us-east-1/serials/8/egress.json.jws";
        publisher.documents.put(path, old);
        isRefused("signature.forged");
        publisher.documents.put(path, right);
        assertThat(round(NOW.plus(DAY)).result()).isEqualTo(Result.APPLIED);
        assertThat(held()).contains("52.0.4.0/24");
    }

    @Test
    void unsignedForgedAndForeignListsAreRefused() throws Exception {
        applied();
        byte[] document = Publisher.list(8, Publisher.CREATED, "66.0.0.0/24");
        publisher.documents.put(Publisher.LIST, document);
        isRefused("signature.forged");
        byte[] signature = publisher.documents.remove(Publisher.LIST + ".jws");
        assertThat(signature).isNotNull();
        isRefused("signature.missing");
        publisher.publish(NEXT, document);
        isRefused("signature.unknown-key");
        publisher.keys(NEXT);
        isRefused("signature.unknown-key");
        publisher.documents.put(
                Publisher.LIST + ".jws", Jws.signDetached(KEY, Jws.KEYS, document).getBytes(UTF_8));
        isRefused("signature.malformed");
    }

    // Serials and clocks.

    @Test
    void olderListIsRefusedUnlessTold() throws Exception {
        applied();
        publisher.publish(KEY, 6, "52.0.0.1/32", "52.0.0.2/32", "52.0.1.0/24", "52.0.3.0/24");
        isRefused("sync.older-serial");
        publisher.publish(KEY, 7, "52.0.0.1/32", "52.0.0.2/32", "52.0.1.0/24", "52.0.3.0/24");
        isRefused("sync.serial-reused");
        takeOlder = true;
        publisher.publish(
                KEY, 6, "52.0.0.1/32", "52.0.0.2/32", "52.0.1.0/24", "52.0.2.0/24", "52.0.3.0/24");
        assertThat(round(NOW.plus(DAY)).result()).isEqualTo(Result.APPLIED);
    }

    @Test
    void clocksThatAreApartAreRefused() throws Exception {
        applied();
        publisher.date = NOW.plus(DAY.multipliedBy(3));
        isRefused("sync.clock-skew");
        publisher.date = NOW.minus(DAY.multipliedBy(30));
        isRefused("sync.clock-skew");
        publisher.date = null;
        publisher.publish(KEY, Publisher.list(8, NOW.plus(DAY.multipliedBy(9)), FOUR));
        isRefused("sync.clock-skew");
        publisher.publish(KEY, 8, FOUR);
        String before = held();
        assertThat(round(NOW.minus(DAY)).code()).isEqualTo("sync.clock-skew");
        assertThat(held()).isEqualTo(before);
    }

    @Test
    void listOfAnotherRegionIsRefused() throws Exception {
        applied();
        publisher.publish(
                KEY,
                new String(Publisher.list(8, Publisher.CREATED, FOUR), UTF_8)
                        .replace("us-east-1", "eu-west-1")
                        .getBytes(UTF_8));
        isRefused("sync.other-region");
    }

    // What the list says.

    @Test
    void emptyAndShrinkingListsAreRefused() throws Exception {
        applied();
        publisher.publish(KEY, 8);
        isRefused("sync.empty");
        publisher.publish(KEY, 8, "52.0.1.0/24", "52.0.2.0/24");
        isRefused("sync.shrinks-too-much");
        publisher.publish(KEY, 8, "52.0.0.1/32", "52.0.0.2/32", "52.0.1.0/24");
        isRefused("sync.shrinks-too-much");
        shrinkLimit = 60;
        assertThat(round(NOW.plus(DAY)).result()).isEqualTo(Result.IN_STEP);
        assertThat(held()).as("held back").contains("52.0.2.0/24");
    }

    @Test
    void oneFamilyThatDisappearsIsAShrink() throws Exception {
        publisher.publish(KEY, 7, "52.0.0.1/32", "52.0.1.0/24", "54.0.0.0/8", "2600::/128");
        applied();
        publisher.publish(KEY, 8, "52.0.0.1/32", "52.0.1.0/24", "54.0.0.0/8");
        isRefused("sync.shrinks-too-much");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.0/24|sync.private-prefix",
                "127.0.0.1/32|sync.private-prefix",
                "169.254.169.254/32|sync.private-prefix",
                "fd00::/64|sync.private-prefix",
                "203.0.113.0/24|sync.documentation-prefix",
                "240.0.0.0/8|sync.reserved-prefix",
                "ff00::/16|sync.reserved-prefix",
                "0.0.0.0/0|sync.too-wide",
                "52.0.0.0/7|sync.too-wide",
                "2000::/3|sync.too-wide",
                "2600::/64|sync.wrong-family",
            })
    void prefixesThatNoSoundListHoldsAreRefused(String prefix, String code) throws Exception {
        applied();
        if (code.equals("sync.wrong-family")) {
            expected = Set.of(IpFamily.IPV4);
        }
        publisher.publish(
                KEY, 8, "52.0.0.1/32", "52.0.0.2/32", "52.0.1.0/24", "52.0.2.0/24", prefix);
        isRefused(code);
    }

    @Test
    void malformedDocumentsAreRefusedAlthoughSigned() throws Exception {
        applied();
        String sound = new String(Publisher.list(8, Publisher.CREATED, FOUR), UTF_8);
        publisher.publish(KEY, sound.replace("52.0.1.0/24", "52.0.1.1/24").getBytes(UTF_8));
        isRefused("prefix.host-bits-set");
        publisher.publish(KEY, sound.replace("52.0.0.2/32", "52.0.0.1/32").getBytes(UTF_8));
        isRefused("egress.duplicate");
        publisher.publish(KEY, sound.replace("52.0.0.1/32", "52.0.9.1/32").getBytes(UTF_8));
        isRefused("egress.unsorted");
        publisher.publish(KEY, sound.substring(0, sound.length() / 2).getBytes(UTF_8));
        isRefused("egress.truncated");
        publisher.publish(KEY, sound.replace("52.0.0.1/32", "::ffff:52.0.0.1/128").getBytes(UTF_8));
        isRefused("address.ipv4-mapped");
    }

    @Test
    void aMillionPrefixesAreRefused() throws Exception {
        applied();
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 1_000_000; i++) {
            many.append("52.").append(i >> 16).append('.').append(i >> 8 & 255).append('.');
            many.append(i & 255).append("/32\n");
        }
        publisher.documents.put("/list.txt", many.toString().getBytes(UTF_8));
        from = publisher.at("/list.txt");
        format = Format.TEXT;
        isRefused("egress.too-many-prefixes");
    }

    @Test
    void moreThanTheTargetHoldsIsRefusedAndNotCutOff() throws Exception {
        target = Targets.of("file:" + file() + "?capacity=4");
        publisher.publish(KEY, 7, "52.0.0.1/32", "52.0.1.0/24", "52.0.3.0/24");
        applied();
        publisher.publish(
                KEY, 8, "52.0.0.1/32", "52.0.1.0/24", "52.0.3.0/24", "52.0.5.0/24", "52.0.7.0/24");
        isRefused("target.capacity");
    }

    // Plain files.

    @Test
    void plainFilesAreTakenWhenTold() throws Exception {
        publisher.documents.put("/source_ips.txt", "52.0.0.1/32\n52.0.1.0/24\n".getBytes(UTF_8));
        publisher.documents.put(
                "/source_ips.yaml",
                "'region': 'x'\n'source_ips':\n  - '52.0.2.0/24'\n".getBytes(UTF_8));
        publisher.documents.put(
                "/source_ips.json",
                "{\"region\":\"x\",\"source_ips\":[\"52.0.3.0/24\"]}".getBytes(UTF_8));
        from = publisher.at("/source_ips.txt");
        format = Format.TEXT;
        applied();
        assertThat(held()).isEqualTo("52.0.0.1/32\n52.0.1.0/24\n");
        publisher.documents.put("/source_ips.txt", "52.0.1.0/24\n52.0.0.1/32\n".getBytes(UTF_8));
        isRefused("egress.unsorted");
        publisher.documents.put("/source_ips.txt", "52.0.0.1/32\n52.0.1.0/2".getBytes(UTF_8));
        isRefused("egress.truncated");
        tolerance = new Tolerance(true, true);
        publisher.documents.put(
                "/source_ips.txt", "52.0.1.0/24\n52.0.0.1/32\n52.0.1.0/24\n".getBytes(UTF_8));
        assertThat(round(NOW.plusSeconds(5)).result()).isEqualTo(Result.IN_STEP);
    }

    // Servers that misbehave.

    @Test
    void serversThatMisbehaveAreNamed() throws Exception {
        applied();
        publisher.answers.put(
                Publisher.LIST,
                out ->
                        out.write(
                                ("HTTP/1.1 302 Go\r\nContent-Length: 0\r\nConnection: close\r\nLocation: "
                                                + Publisher.LIST
                                                + "\r\n\r\n")
                                        .getBytes(UTF_8)));
        isRefused("fetch.redirect-loop");
        publisher.answers.put(
                Publisher.LIST,
                out -> {
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n".getBytes(UTF_8));
                    for (int i = 0; i < 9999; i++) {
                        out.write('{');
                        out.flush();
                        Thread.sleep(100);
                    }
                });
        isRefused("fetch.too-slow");
        publisher.answers.put(
                Publisher.LIST,
                out ->
                        out.write(
                                "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n{\"for"
                                        .getBytes(UTF_8)));
        isRefused("fetch.truncated");
        publisher.answers.put(
                Publisher.LIST,
                out ->
                        out.write(
                                "HTTP/1.1 503 Sorry\r\nContent-Length: 0\r\n\r\n".getBytes(UTF_8)));
        isRefused("fetch.status");
        publisher.close();
        isRefused("fetch.unreachable");
    }

    @Test
    void certificateOfAnotherHostIsRefused() throws Exception {
        applied();
        context = tls();
        ServerSocket secure =
                context.getServerSocketFactory()
                        .createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        try (Publisher _ = Publisher.on(secure)) {
            from = URI.create("https://127.0.0.1:" + secure.getLocalPort() + Publisher.LIST);
            isRefused("fetch.tls-name-mismatch");
        }
    }

    private SSLContext tls() throws Exception {
        Path file = folder.resolve("wrong.p12");
        Process tool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-alias",
                                "a",
                                "-dname",
                                "CN=a",
                                "-ext",
                                "san=dns:other.example",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                "changeit",
                                "-keystore",
                                file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool.log").toFile())
                        .start();
        assertThat(tool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, "changeit".toCharArray());
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("a", store.getCertificate("a"));
        TrustManagerFactory anchored =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        anchored.init(anchors);
        SSLContext made = SSLContext.getInstance("TLS");
        made.init(keys.getKeyManagers(), anchored.getTrustManagers(), null);
        return made;
    }

    // Targets and state that misbehave.

    /* A target that loses the last prefix of what is written while it is told to. */
    private static final class Lossy implements Target {
        private final Target real;
        private boolean loses = true;

        Lossy(Target real) {
            this.real = real;
        }

        @Override
        public String name() {
            return real.name();
        }

        @Override
        public Capacity capacity() {
            return real.capacity();
        }

        @Override
        public Content read() throws TargetException {
            return real.read();
        }

        @Override
        public void apply(List<IpPrefix> prefixes) throws TargetException {
            real.apply(loses ? prefixes.subList(0, prefixes.size() - 1) : prefixes);
        }

        @Override
        public void restore(Content before) throws TargetException {
            real.restore(before);
        }
    }

    @Test
    void targetThatHoldsSomethingElseIsPutBack() throws Exception {
        applied();
        String before = held();
        Lossy lossy = new Lossy(Targets.of("file:" + file()));
        target = lossy;
        publisher.publish(
                KEY, 8, "52.0.0.1/32", "52.0.0.2/32", "52.0.1.0/24", "52.0.2.0/24", "60.0.0.0/8");
        SyncOutcome outcome = round(NOW.plusSeconds(60));
        assertThat(outcome.result()).isEqualTo(Result.ROLLED_BACK);
        assertThat(outcome.code()).isEqualTo("target.mismatch");
        assertThat(held()).isEqualTo(before);
        lossy.loses = false;
        assertThat(round(NOW.plusSeconds(120)).result()).isEqualTo(Result.APPLIED);
        assertThat(held()).contains("60.0.0.0/8");
    }

    @Test
    void stateThatCannotBeUnderstoodIsRefused() throws Exception {
        applied();
        Path state = folder.resolve("state/state");
        String sound = Files.readString(state);
        for (String broken :
                List.of(
                        "",
                        "nonsense",
                        sound.substring(0, sound.length() / 2),
                        sound.replace("serial 7", "serial 1"),
                        sound + "x")) {
            Files.writeString(state, broken);
            isRefused("sync.state-unreadable");
        }
        Files.writeString(state, sound);
        target = Targets.of("file:" + folder.resolve("other"));
        assertThat(round(NOW).code()).isEqualTo("sync.other-target");
    }

    private SyncSettings acknowledging(@Nullable String service) {
        return new SyncSettings(
                publisher.at(Publisher.LIST),
                format,
                trust,
                Direction.OUTBOUND,
                service,
                Set.of(IpFamily.values()),
                expected,
                PlanRules.DEFAULT,
                tolerance,
                tolerated,
                keep,
                guarded,
                false,
                DAY,
                DocumentLimits.DEFAULT);
    }

    /**
     * The publisher would take it for the whole list, and believe that we are open for all of it.
     */
    @Test
    void partOfAListIsNotAcknowledged() throws Exception {
        SyncSettings settings = acknowledging("default");
        try (StateFolder state = StateFolder.open(folder.resolve("state"));
                Fetcher fetcher = new Fetcher(FetchLimits.DEFAULT)) {
            Sync sync = new Sync(settings, target(), state, fetcher, _ -> {});
            SyncOutcome outcome = sync.round(NOW, false);
            assertThat(outcome.result()).isEqualTo(Result.APPLIED);
            Acknowledger acknowledger =
                    new Acknowledger(EgressSigningKey.generate(), fetcher, null);
            assertThat(sync.acknowledge(outcome, acknowledger, NOW)).isEmpty();
        }
        assertThat(publisher.posted).isEmpty();
    }

    @Test
    void appliedSerialIsAcknowledgedOnce() throws Exception {
        EgressSigningKey own = EgressSigningKey.generate();
        SyncOutcome outcome = round(NOW);
        SyncSettings settings = acknowledging(null);
        try (StateFolder state = StateFolder.open(folder.resolve("state"));
                Fetcher fetcher = new Fetcher(FetchLimits.DEFAULT)) {
            Sync sync = new Sync(settings, target(), state, fetcher, _ -> {});
            Acknowledger acknowledger = new Acknowledger(own, fetcher, null);
            assertThat(sync.acknowledge(outcome, acknowledger, NOW)).contains("7 is acknowledged");
            assertThat(sync.acknowledge(sync.round(NOW, false), acknowledger, NOW)).isEmpty();
        }
        assertThat(publisher.posted).hasSize(1);
        String[] sent = publisher.posted.getFirst().split(" ", 2);
        assertThat(sent[0]).isEqualTo("/network/us-east-1/acknowledgements");
        assertThat(
                        Jws.check(sent[1], Jws.ACKNOWLEDGEMENT, TrustedKeys.of(own.publicKey()))
                                .isValid())
                .isTrue();
        assertThat(new String(Jws.content(sent[1]), UTF_8))
                .isEqualTo(
                        "{\"region\":\"us-east-1\",\"serial\":7,\"sha256\":\""
                                + StateText.digest(
                                        Objects.requireNonNull(
                                                publisher.documents.get(Publisher.LIST)))
                                + "\",\"appliedAt\":\"2026-06-02T00:00:00Z\",\"target\":\"file\"}");
    }
}
