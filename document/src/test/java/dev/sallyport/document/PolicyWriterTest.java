package dev.sallyport.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.policy.PolicySubmission;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Scope;
import dev.sallyport.engine.policy.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The canonical form of policies, and that nothing is lost on the way there and back. */
final class PolicyWriterTest {

    @Test
    void canonicalForm() {
        Rule rule =
                new Rule(
                        new RuleId("office"),
                        "Offices",
                        Effect.ALLOW,
                        List.of(
                                new Entry(
                                        new EntryId("e1"),
                                        new Source.Network(IpPrefix.parse("198.51.100.7/32")),
                                        new Life(
                                                true,
                                                Instant.MIN,
                                                Instant.parse("2027-01-31T00:00:00Z")),
                                        "Paris",
                                        "net-team",
                                        null),
                                Entry.of(new EntryId("e2"), new Source.Any())),
                        List.of(),
                        new Scope(
                                Set.of(),
                                Set.of(new ChannelId("b"), new ChannelId("a")),
                                Set.of(PrincipalKind.USER),
                                Set.of(),
                                Set.of()),
                        Life.ALWAYS,
                        false);

        assertThat(
                        PolicyWriter.write(
                                new Policy(
                                        Mode.ENFORCE,
                                        ClientAuthorization.WHEN_PRESENT,
                                        List.of(rule))))
                .isEqualTo(
                        ("{`mode`:`ENFORCE`,`authorizedClients`:`when-present`,`rules`:[{`id`:`office`,`name`:`Offices`,"
                                        + "`effect`:`ALLOW`,`enabled`:true,`onTrial`:false,`sources`:["
                                        + "{`id`:`e1`,`prefix`:`198.51.100.7`,`label`:`Paris`,`owner`:`net-team`,`enabled`:true,"
                                        + "`notBefore`:null,`expiresAt`:`2027-01-31T00:00:00Z`,`reviewAt`:null},"
                                        + "{`id`:`e2`,`any`:true,`label`:``,`owner`:``,`enabled`:true,"
                                        + "`notBefore`:null,`expiresAt`:null,`reviewAt`:null}],`except`:[],"
                                        + "`scope`:{`channels`:[],`exceptChannels`:[`a`,`b`],`principalKinds`:[`user`],"
                                        + "`roles`:[],`clients`:[]},`notBefore`:null,`expiresAt`:null}]}")
                                .replace('`', '"'));
    }

    /** parse(format(x)) = x, and format(parse(text)) = text. */
    @Test
    void everyPolicyIsReadBackAsItWas() {
        Random random = new Random(8259);
        int entries = 0;
        for (int round = 0; round < 2_000; round++) {
            Policy policy = policy(random);
            String document = PolicyWriter.write(policy);
            PolicySubmission read =
                    Outcomes.done(
                            PolicyReader.read(document.getBytes(UTF_8), DocumentLimits.DEFAULT));

            assertThat(read)
                    .as("round %d: %s", round, document)
                    .isEqualTo(PolicySubmission.of(policy));
            entries += policy.entryCount();
        }

        assertThat(entries).isGreaterThan(5_000);
    }

    private static Policy policy(Random random) {
        List<Rule> rules = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            rules.add(
                    new Rule(
                            new RuleId("r" + i),
                            text(random),
                            random.nextBoolean() ? Effect.ALLOW : Effect.DENY,
                            entries(random, "s" + i),
                            entries(random, "x" + i),
                            scope(random),
                            life(random),
                            random.nextBoolean()));
        }
        return new Policy(
                List.of(Mode.values()).get(random.nextInt(3)),
                List.of(ClientAuthorization.values()).get(random.nextInt(3)),
                rules);
    }

    private static List<Entry> entries(Random random, String id) {
        List<Entry> entries = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            entries.add(
                    new Entry(
                            new EntryId(id + "-" + i),
                            source(random),
                            life(random),
                            text(random),
                            text(random),
                            random.nextBoolean() ? null : instant(random)));
        }
        return entries;
    }

    private static Source source(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> {
                IpAddress address = address(random);
                yield new Source.Network(
                        IpPrefix.around(address, random.nextInt(address.family().bits() + 1)));
            }
            case 1 -> {
                boolean ipv4 = random.nextBoolean();
                IpAddress one = ipv4 ? IpAddress.ipv4(random.nextInt()) : ipv6(random);
                IpAddress other = ipv4 ? IpAddress.ipv4(random.nextInt()) : ipv6(random);
                yield new Source.Range(
                        one.compareTo(other) <= 0
                                ? new IpRange(one, other)
                                : new IpRange(other, one));
            }
            case 2 ->
                    new Source.Country(
                            new CountryCode(
                                    ""
                                            + (char) ('A' + random.nextInt(26))
                                            + (char) ('A' + random.nextInt(26))));
            case 3 -> new Source.Asn(1 + random.nextLong(0xFFFF_FFFFL));
            case 4 ->
                    new Source.ListReference(
                            new ListName(
                                    List.of("vpn", "platform:relays", "feed:aws/us-east-1/EC2")
                                            .get(random.nextInt(3))));
            default -> new Source.Any();
        };
    }

    private static IpAddress address(Random random) {
        return random.nextBoolean() ? IpAddress.ipv4(random.nextInt()) : ipv6(random);
    }

    /* Never IPv4-mapped, which is refused. */
    private static IpAddress ipv6(Random random) {
        return IpAddress.ipv6(
                random.nextLong() | 1, random.nextInt(3) == 0 ? 0 : random.nextLong());
    }

    private static Life life(Random random) {
        Instant begin = random.nextBoolean() ? Instant.MIN : instant(random);
        Instant end = random.nextBoolean() ? Instant.MAX : instant(random);
        return begin.isBefore(end)
                ? new Life(random.nextBoolean(), begin, end)
                : new Life(random.nextBoolean(), begin, Instant.MAX);
    }

    private static Instant instant(Random random) {
        long second = random.nextLong(0, 4_000_000_000L);
        return Instant.ofEpochSecond(
                second, random.nextBoolean() ? 0 : random.nextInt(1_000_000_000));
    }

    private static Scope scope(Random random) {
        Set<ChannelId> channels = new HashSet<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            channels.add(new ChannelId("c" + random.nextInt(5)));
        }
        boolean except = random.nextBoolean();
        Set<PrincipalKind> kinds = EnumSet.noneOf(PrincipalKind.class);
        for (PrincipalKind kind : PrincipalKind.values()) {
            if (random.nextBoolean()) {
                kinds.add(kind);
            }
        }
        return new Scope(
                except ? Set.of() : channels,
                except ? channels : Set.of(),
                kinds,
                random.nextBoolean() ? Set.of() : Set.of("admin", "röle \"x\" \\ /"),
                random.nextBoolean() ? Set.of() : Set.of("web"));
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(12), 0x20, 0x1F600)
                .filter(c -> Character.isDefined(c) && !Character.isISOControl(c))
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
