package dev.sallyport.cli.whatif;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.cli.log.LogFields;
import dev.sallyport.cli.log.LogFormat;
import dev.sallyport.cli.log.LogSource;
import dev.sallyport.cli.terminal.Progress;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.control.whatif.Loser;
import dev.sallyport.control.whatif.Rescue;
import dev.sallyport.control.whatif.Traffic;
import dev.sallyport.control.whatif.WhatIfReport;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.channel.ChannelTable;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.client.TrustedProxies;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Scope;
import dev.sallyport.engine.policy.Source;
import dev.sallyport.engine.policy.TenantId;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A whole log counted, folded or not, and judged, against the slow way: each line by itself,
 * decided by the engine and summed up in maps.
 */
class TrafficCounterTest {

    private static final DateTimeFormatter LOG_TIME =
            DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ROOT)
                    .withZone(ZoneOffset.ofHours(2));
    private static final Instant AT = Instant.parse("2026-03-01T08:00:00Z");
    private static final Instant START = Instant.parse("2026-01-20T22:30:00Z");
    private static final ChannelTable CHANNELS =
            new ChannelTable(
                    List.of(new ChannelDeclaration(new ChannelId("api"), List.of("/api/"))));
    private static final List<String> PATHS = List.of("/", "/api/x", "/a//b");

    private record Line(IpAddress address, String user, String path, Instant time) {
        String text() {
            return "%s - %s [%s] \"GET %s HTTP/1.1\" 200 1\n"
                    .formatted(address, user, LOG_TIME.format(time), path);
        }
    }

    @TempDir private Path folder;
    private final List<Line> lines = new ArrayList<>();
    private final Policy policy = policy();
    private final TenantSnapshot snapshot =
            TenantSnapshot.compile(
                    TenantState.of(new TenantId("acme"), 0, 0, policy), AT.toEpochMilli());

    private static Policy policy() {
        return new Policy(
                Mode.DISABLED,
                ClientAuthorization.IGNORE,
                List.of(
                        rule("office", Effect.ALLOW, Scope.ALL, "10.1.0.0/20", "2001:db8::/44"),
                        rule(
                                "people",
                                Effect.ALLOW,
                                new Scope(
                                        Set.of(),
                                        Set.of(),
                                        Set.of(PrincipalKind.USER),
                                        Set.of(),
                                        Set.of()),
                                "10.1.16.0/21"),
                        rule(
                                "doors",
                                Effect.DENY,
                                new Scope(
                                        Set.of(new ChannelId("api")),
                                        Set.of(),
                                        Set.of(),
                                        Set.of(),
                                        Set.of()),
                                "10.1.3.64/26")));
    }

    private static Rule rule(String id, Effect effect, Scope scope, String... prefixes) {
        List<Entry> entries = new ArrayList<>();
        for (String prefix : prefixes) {
            entries.add(
                    Entry.of(
                            new EntryId("e" + entries.size()),
                            new Source.Network(IpPrefix.parse(prefix))));
        }
        return new Rule(new RuleId(id), "", effect, entries, List.of(), scope, Life.ALWAYS, false);
    }

    @BeforeEach
    void makeLines() {
        Random random = new Random(3);
        for (int i = 0; i < 6000; i++) {
            IpAddress address =
                    random.nextInt(5) == 0
                            ? IpAddress.ipv6(
                                    0x2001_0db8_0000_0000L | (long) random.nextInt(32) << 16,
                                    random.nextInt(3))
                            : IpAddress.ipv4(
                                    0x0A01_0000 | random.nextInt(32) << 8 | random.nextInt(256));
            String user = random.nextInt(3) == 0 ? "user-" + random.nextInt(40) : "-";
            Instant time = START.plusSeconds(random.nextInt(12 * 86_400));
            lines.add(new Line(address, user, PATHS.get(random.nextInt(PATHS.size())), time));
        }
    }

    private Answer judge(int pairs) throws IOException {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.text()));
        Path log = Files.writeString(folder.resolve("access.log"), text, UTF_8);
        LogFields fields = new LogFields(null, null, null, true, TrustedProxies.NONE);
        Question question =
                new Question(
                        policy,
                        CHANNELS,
                        GeoData.none(),
                        AT,
                        List.of(new LogSource(log.toString())),
                        LogFormat.AUTO,
                        fields,
                        pairs,
                        5,
                        5);
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
        return new LogJudge(question).judge(new Progress(nowhere, Terminal.PLAIN, 0, () -> 0L));
    }

    private Verdict decide(Line line) {
        Principal principal =
                line.user.equals("-")
                        ? Principal.ANONYMOUS
                        : new Principal(PrincipalKind.USER, line.user, Set.of(), null, null);
        ClientAddress client = new ClientAddress.Determined(line.address, ClientAddress.GIVEN);
        return snapshot.decide(
                new Request(client, AT.toEpochMilli(), CHANNELS.classify(line.path), principal));
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000_000, 3000, 200, 60, 40, 12, 1})
    void countsAreThoseOfTheLines(int pairs) throws IOException {
        Answer answer = judge(pairs);
        WhatIfReport report = answer.report();

        long denied =
                lines.stream().filter(line -> decide(line).evaluated() == Effect.DENY).count();
        assertThat(denied).isBetween(1000L, 5000L);
        assertThat(answer.lines()).isEqualTo(lines.size());
        assertThat(answer.unparsed()).isZero();
        assertThat(report.denied()).isEqualTo(denied);
        assertThat(report.allowed()).isEqualTo(lines.size() - denied);
        assertThat(answer.folding().isFolded()).isEqualTo(pairs < 6000);
        Map<String, Long> reasons = new TreeMap<>();
        lines.forEach(line -> reasons.merge(decide(line).reason().toString(), 1L, Long::sum));
        Map<String, Long> counted = new TreeMap<>();
        report.admissions()
                .forEach(admission ->
                        counted.merge(
                                admission.reason().toString(), admission.requests(), Long::sum));
        report.losers()
                .forEach(loser ->
                        counted.merge(
                                loser.traffic().verdict().reason().toString(),
                                loser.traffic().requests(),
                                Long::sum));
        assertThat(counted).isEqualTo(reasons);
    }

    @Test
    void everyLoserIsCountedExactlyWhenNothingIsFolded() throws IOException {
        Map<String, Long> expected = new HashMap<>();
        Map<String, Set<Long>> days = new HashMap<>();
        for (Line line : lines) {
            if (decide(line).evaluated() == Effect.DENY) {
                String key =
                        line.address + " " + line.user + " " + CHANNELS.classify(line.path).label();
                expected.merge(key, 1L, Long::sum);
                days.computeIfAbsent(key, unseen -> new TreeSet<>())
                        .add(Math.floorDiv(line.time.getEpochSecond(), 86_400L));
            }
        }
        Map<String, Long> counted = new HashMap<>();
        for (Loser loser : judge(1_000_000).report().losers()) {
            Traffic traffic = loser.traffic();
            String user = traffic.principal().id();
            String key =
                    traffic.network().address()
                            + " "
                            + (user == null ? "-" : user)
                            + " "
                            + traffic.channel().label();
            counted.put(key, traffic.requests());
            assertThat(traffic.seen()).as(key).isNotNull();
            if (traffic.seen() != null) {
                assertThat(traffic.seen().days().count())
                        .as(key)
                        .isEqualTo(days.getOrDefault(key, Set.of()).size());
            }
        }
        assertThat(counted).isEqualTo(expected);
        assertThat(days.values()).anyMatch(seen -> seen.size() > 1);
    }

    /* What is folded is suggested by network; what it opens is what it does not already admit. */
    @Test
    void foldedLosersAreNetworks() throws IOException {
        Answer answer = judge(3000);
        assertThat(answer.folding()).isEqualTo(new Answer.Folding(3000, 24, 48));
        boolean partlyAdmitted = false;
        for (Loser loser : answer.report().losers()) {
            IpPrefix network = loser.traffic().network();
            assertThat(network.length()).isEqualTo(network.address().isIpv4() ? 24 : 48);
            assertThat(loser.traffic().principal().id()).isNull();
            if (network.equals(IpPrefix.parse("10.1.3.0/24"))
                    && loser.rescue() instanceof Rescue.ByEntry rescue) {
                partlyAdmitted = true;
                assertThat(rescue.opens().addresses()).isEqualTo(64);
            }
        }
        assertThat(partlyAdmitted).isTrue();
        assertThat(answer.report().peopleSeen()).isZero();
    }

    @Test
    void daysOutsideTheWindowAreCountedToo() throws IOException {
        lines.clear();
        for (int day = 0; day < 300; day++) {
            Instant time = START.plusSeconds(day * 86_400L);
            lines.add(new Line(IpAddress.parse("192.0.2.1"), "-", "/", time));
            lines.add(new Line(IpAddress.parse("192.0.2.1"), "-", "/", time.plusSeconds(60)));
        }
        Traffic traffic = judge(10).report().losers().getFirst().traffic();
        assertThat(traffic.seen()).isNotNull();
        if (traffic.seen() != null) {
            assertThat(traffic.seen().days().count()).isEqualTo(300);
            assertThat(traffic.seen().first()).isEqualTo(START);
            assertThat(traffic.seen().last()).isEqualTo(START.plusSeconds(299 * 86_400L + 60));
        }
    }

    @Test
    void namesAreKeptOnce() {
        ByteNames names = new ByteNames();
        Map<String, Integer> numbers = new HashMap<>();
        Random random = new Random(9);
        for (int i = 0; i < 50_000; i++) {
            String name = "n" + Integer.toString(random.nextInt(9000), 36);
            byte[] bytes = ("xx" + name).getBytes(UTF_8);
            int number = names.number(bytes, 2, bytes.length);
            assertThat(numbers.putIfAbsent(name, number)).isIn(null, number);
            assertThat(names.name(number)).isEqualTo(name);
        }
        assertThat(names.size()).isEqualTo(numbers.size()).isGreaterThan(8000);
        byte[] endless = "x".repeat(100_000).getBytes(UTF_8);
        assertThat(names.name(names.number(endless, 0, endless.length))).hasSize(ByteNames.LONGEST);
    }
}
