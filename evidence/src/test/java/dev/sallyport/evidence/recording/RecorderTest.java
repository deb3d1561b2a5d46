package dev.sallyport.evidence.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The recorder counts what an obvious one counts, to the last field. */
final class RecorderTest {

    private static final RecordingBudget PLENTY =
            new RecordingBudget(200_000, 1 << 24, 200_000, 1 << 28);
    private static final int ROUNDS = 20;
    private static final int REQUESTS = 20_000;

    private static final List<Channel> CHANNELS =
            List.of(Given.UI, Channel.of(new ChannelId("ui")), Channel.OTHER, Channel.AMBIGUOUS);

    /** Addresses, hours, principals, publications and drains at random; time goes back at times. */
    @Test
    void equalsTheObviousRecorder() {
        long seed = Long.getLong("sallyport.seed", 4711);
        Random random = new Random(seed);
        Recorder recorder = Given.recorder(PLENTY);
        RecordedCells spare = new RecordedCells(PLENTY);
        int shared = 0;
        for (int round = 0; round < ROUNDS; round++) {
            NaiveRecorder expected = new NaiveRecorder();
            NaiveRecorder actual = new NaiveRecorder();
            List<Verdict> published = publish(random, round);
            for (int i = 0; i < REQUESTS; i++) {
                if (random.nextInt(2_000) == 0) {
                    published = publish(random, round);
                }
                int number = random.nextInt(published.size());
                TenantId tenant = new TenantId(number % 2 == 0 ? "acme" : "beta");
                Verdict verdict = published.get(number);
                if (random.nextInt(10) == 0) {
                    verdict = verdict.under(DeploymentSwitch.OBSERVE);
                }
                long millis = Given.NOW + round * 3_000_000L + i * 150L - random.nextInt(1_000);
                Request request =
                        Given.request(
                                address(random),
                                millis,
                                CHANNELS.get(random.nextInt(CHANNELS.size())),
                                principal(random));
                assertThat(recorder.record(tenant, request, verdict))
                        .isEqualTo(Recorder.Result.COUNTED);
                expected.record(tenant, request, verdict);
            }
            RecordedCells full = recorder.swap(spare);
            int size = full.size();
            full.deliver(GeoData.none(), actual::add);
            full.clear();
            spare = full;

            assertSame(actual, expected, seed);
            assertThat(size).isGreaterThanOrEqualTo(expected.counts.size());
            shared += REQUESTS - size;
        }
        assertThat(shared).as("decisions that met a live cell").isGreaterThan(100_000);
    }

    private static void assertSame(NaiveRecorder actual, NaiveRecorder expected, long seed) {
        assertThat(actual.counts.keySet()).as("seed %d", seed).isEqualTo(expected.counts.keySet());
        expected.counts.forEach((key, count) -> {
            NaiveRecorder.Count counted =
                    actual.counts.getOrDefault(key, new NaiveRecorder.Count());
            assertThat(counted.count).as("%s", key).isEqualTo(count.count);
            assertThat(counted.first).as("%s", key).isEqualTo(count.first);
            assertThat(counted.last).as("%s", key).isEqualTo(count.last);
            assertThat(count.newest).as("%s", key).containsAll(counted.newest);
        });
    }

    /* New objects each time, at times equal to those before. */
    private static List<Verdict> publish(Random random, int round) {
        List<Verdict> verdicts = new ArrayList<>();
        long sequence = round * 100L + random.nextInt(3);
        for (Mode mode : Mode.values()) {
            for (Effect effect : Effect.values()) {
                verdicts.add(Given.verdict(mode, effect, sequence));
                verdicts.add(
                        new Verdict(
                                effect,
                                Effect.ALLOW,
                                new Reason.DeniedByRule(new RuleId("r" + random.nextInt(2))),
                                mode,
                                7,
                                sequence,
                                Effect.ALLOW,
                                random.nextBoolean() ? Effect.DENY : null,
                                DeploymentSwitch.ENFORCE));
            }
        }
        verdicts.add(Verdict.withoutTenant(new Reason.NotReady(), DeploymentSwitch.ENFORCE));
        return verdicts;
    }

    private static @Nullable IpAddress address(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> IpAddress.ipv6(0x20010db800000000L + random.nextInt(3), random.nextLong());
            default -> IpAddress.ipv4(0xC0000200 + random.nextInt(4));
        };
    }

    private static Principal principal(Random random) {
        Set<String> roles = random.nextBoolean() ? Set.of("b", "a") : Set.of("a");
        return switch (random.nextInt(6)) {
            case 0 -> Given.user("alice", "a", "b");
            case 1 -> new Principal(PrincipalKind.CLIENT, "alice", roles, "web", null);
            case 2 -> new Principal(PrincipalKind.USER, "alice", Set.of(), "web", Set.of());
            case 3 -> new Principal(PrincipalKind.SUPPORT, null, roles, null, Set.of("web"));
            case 4 -> new Principal(PrincipalKind.ANONYMOUS, null, Set.of(), "web", null);
            default -> new Principal(PrincipalKind.ANONYMOUS, null, Set.of(), null, null);
        };
    }

    /** Names with one {@code hashCode}, and parts that would join to one text. */
    @Test
    void principalsThatLookAlikeAreToldApart() {
        List<Principal> principals = new ArrayList<>();
        for (int bits = 0; bits < 1 << 10; bits++) {
            StringBuilder name = new StringBuilder();
            for (int bit = 0; bit < 10; bit++) {
                name.append((bits >>> bit & 1) == 0 ? "Aa" : "BB");
            }
            principals.add(Given.user(name.toString()));
        }
        assertThat(principals)
                .extracting(one -> String.valueOf(one.id()).hashCode())
                .containsOnly(String.valueOf(principals.getFirst().id()).hashCode());
        principals.add(Given.user("ab", "c"));
        principals.add(Given.user("a", "bc"));
        principals.add(Given.user("abc"));
        principals.add(Given.user("a\0", "b"));
        principals.add(Given.user("a", "\0b"));
        principals.add(Given.user(""));
        principals.add(Given.user("\0"));
        principals.add(Given.user("\0\0\0\0"));
        principals.add(Given.user("\ud800"));
        principals.add(new Principal(PrincipalKind.USER, null, Set.of(), "a", null));
        principals.add(new Principal(PrincipalKind.USER, "a", Set.of(), null, null));
        principals.add(new Principal(PrincipalKind.USER, null, Set.of("a"), null, null));
        principals.add(new Principal(PrincipalKind.USER, null, Set.of(), null, Set.of("a")));
        principals.add(new Principal(PrincipalKind.USER, null, Set.of(), null, Set.of()));
        principals.add(new Principal(PrincipalKind.CLIENT, "a", Set.of(), null, null));
        Recorder recorder = Given.recorder(PLENTY);
        Verdict verdict = Given.verdict(Mode.ENFORCE, Effect.ALLOW, 1);
        IpAddress address = IpAddress.parse("192.0.2.1");
        for (int times = 0; times < 3; times++) {
            for (Principal principal : principals) {
                recorder.record(Given.ACME, Given.request(address, principal), verdict);
            }
        }
        List<Observation> drained = Given.drain(recorder, PLENTY);
        assertThat(drained).hasSameSizeAs(principals).allMatch(each -> each.count() == 3);
        assertThat(drained).extracting(Observation::principal).containsAll(principals);
    }

    @Test
    void tenantsWithEqualVerdictsAreToldApart() {
        Recorder recorder = Given.recorder(PLENTY);
        Request request = Given.request(IpAddress.parse("192.0.2.1"), Principal.ANONYMOUS);
        for (String tenant : List.of("acme", "beta", "acme")) {
            recorder.record(
                    new TenantId(tenant), request, Given.verdict(Mode.MONITOR, Effect.DENY, 1));
        }
        assertThat(Given.drain(recorder, PLENTY))
                .extracting(each -> each.tenant() + " " + each.count())
                .containsExactly("acme 2", "beta 1");
    }

    @Test
    void roomThatHoldsCellsIsNotCountedIn() {
        Recorder recorder = Given.recorder(PLENTY);
        recorder.record(
                Given.ACME,
                Given.request(IpAddress.parse("192.0.2.1"), Principal.ANONYMOUS),
                Given.verdict(Mode.MONITOR, Effect.DENY, 1));
        RecordedCells full = recorder.swap(new RecordedCells(PLENTY));
        assertThatThrownBy(() -> recorder.swap(full)).isInstanceOf(IllegalArgumentException.class);
        full.clear();
        assertThat(recorder.swap(full).size()).isZero();
    }
}
