package dev.sallyport.control.guard;

import static dev.sallyport.control.Fixture.ACME;
import static dev.sallyport.control.Fixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.Fixture;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Scope;
import dev.sallyport.engine.policy.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The guard names those, and from then on, whom asking the engine about every instant finds newly
 * denied; and where it says that nothing more can be denied, nothing is.
 */
final class LockOutOracleTest {

    private static final int HOURS = 6;

    private static final List<ChannelDeclaration> CHANNELS =
            List.of(
                    new ChannelDeclaration(new ChannelId("ui"), List.of("/ui")),
                    new ChannelDeclaration(new ChannelId("api"), List.of("/api")));

    private static final List<String> ADDRESSES =
            List.of("192.0.2.1", "192.0.2.200", "198.51.100.7", "2001:db8::1", "2002:c000:201::1");

    private static final List<String> PREFIXES =
            List.of(
                    "192.0.2.0/24",
                    "192.0.2.1",
                    "192.0.2.128/25",
                    "198.51.100.0/24",
                    "0.0.0.0/0",
                    "::/0",
                    "2001:db8::/32",
                    "2002::/16");

    private static final Principal ADMIN =
            new Principal(PrincipalKind.USER, "a", Set.of("admin"), null, null);

    private int lockedOut;
    private int harmless;
    private int later;
    private int stranded;

    @Test
    void guardSaysWhatTheEngineDecides() {
        for (long seed = 1; seed <= 4_000; seed++) {
            Random random = new Random(seed);
            Policy former = policy(random);
            Policy latter = random.nextInt(3) == 0 ? mutated(random, former) : policy(random);
            compare(seed, state(former), state(latter), witnesses(random));
        }

        assertThat(lockedOut).isGreaterThan(500);
        assertThat(later).isGreaterThan(100);
        assertThat(harmless).isGreaterThan(500);
        assertThat(stranded).isGreaterThan(100);
    }

    private void compare(
            long seed, TenantState before, TenantState after, List<Witness> witnesses) {
        Witnesses seen = new Witnesses(witnesses, false, false, 0, 0, false);
        Candidate candidate = new Candidate(before, after, CHANNELS, seen, Fixture.operator());
        Objections objections = new Objections(Overrides.NONE);
        Impact impact = LockOutGuard.judge(candidate, false, objections);

        Map<Witness, Instant> named = new HashMap<>();
        impact.lockedOut()
                .forEach(
                        each -> named.put(each.witness(), each.from() == null ? NOW : each.from()));
        Map<Witness, Instant> expected = new HashMap<>();
        boolean everybody = false;
        for (int hour = HOURS; hour >= 0; hour--) {
            Instant at = NOW.plusSeconds(hour * 3600L);
            boolean isEverybody = !witnesses.isEmpty();
            boolean isNew = false;
            for (Witness witness : witnesses) {
                boolean is = isDenied(after, witness, at);
                boolean was = isDenied(before, witness, at);
                if (is && !was) {
                    expected.put(witness, at);
                }
                isEverybody &= is;
                isNew |= !was;
            }
            everybody |= isEverybody && isNew;
        }

        assertThat(named).as("seed %d", seed).isEqualTo(expected);
        assertThat(!objections.all().isEmpty()).as("refused, seed %d", seed).isEqualTo(everybody);
        if (!impact.deniesMore()) {
            harmless++;
            ADDRESSES.forEach(address -> assertNothingNewlyDenied(seed, before, after, address));
        }
        lockedOut += expected.size();
        later += (int) expected.values().stream().filter(NOW::isBefore).count();
        stranded += everybody ? 1 : 0;
    }

    private static void assertNothingNewlyDenied(
            long seed, TenantState before, TenantState after, String address) {
        for (int hour = 0; hour <= HOURS; hour++) {
            Instant at = NOW.plusSeconds(hour * 3600L);
            for (Channel channel : List.of(Channel.OTHER, Channel.of(new ChannelId("ui")))) {
                boolean is = isDenied(after, address, channel, at);
                assertThat(is && !isDenied(before, address, channel, at))
                        .as("seed %d, %s on %s at %s", seed, address, channel, at)
                        .isFalse();
            }
        }
    }

    private static boolean isDenied(
            TenantState state, String address, Channel channel, Instant at) {
        return denies(
                state,
                new ClientAddress.Determined(IpAddress.parse(address), ClientAddress.GIVEN),
                ADMIN,
                channel,
                at);
    }

    /* The rule as issue and ADR say it. */
    private static boolean isDenied(TenantState state, Witness witness, Instant at) {
        return witness.principals().stream()
                .anyMatch(principal ->
                        denies(state, witness.address(), principal, Channel.OTHER, at)
                                || CHANNELS.stream()
                                        .allMatch(channel ->
                                                denies(
                                                        state,
                                                        witness.address(),
                                                        principal,
                                                        Channel.of(channel.id()),
                                                        at)));
    }

    private static boolean denies(
            TenantState state,
            ClientAddress address,
            Principal principal,
            Channel channel,
            Instant at) {
        return TenantSnapshot.compile(state, at.toEpochMilli())
                        .decide(new Request(address, at.toEpochMilli(), channel, principal))
                        .enforced()
                == Effect.DENY;
    }

    private static List<Witness> witnesses(Random random) {
        List<Witness> witnesses = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            witnesses.add(
                    Witness.admin(
                            new PrincipalReference(PrincipalKind.USER, "a" + i),
                            IpAddress.parse(ADDRESSES.get(random.nextInt(ADDRESSES.size()))),
                            ADMIN));
        }
        return witnesses;
    }

    private static TenantState state(Policy policy) {
        return TenantState.of(ACME, 1, 1, policy);
    }

    private static Policy policy(Random random) {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < random.nextInt(4); i++) {
            rules.add(rule(random, "r" + i));
        }
        return new Policy(
                random.nextInt(6) == 0 ? Mode.MONITOR : Mode.ENFORCE,
                ClientAuthorization.IGNORE,
                rules);
    }

    /* The same with one rule made anew, changed a little, or gone. */
    private static Policy mutated(Random random, Policy policy) {
        List<Rule> rules = new ArrayList<>(policy.rules());
        if (rules.isEmpty()) {
            return policy;
        }
        int at = random.nextInt(rules.size());
        Rule rule = rules.remove(at);
        if (random.nextInt(3) > 0) {
            List<Entry> sources = new ArrayList<>(rule.sources());
            if (random.nextBoolean() && !sources.isEmpty()) {
                sources.removeLast();
            } else {
                sources.add(entry(random, "new"));
            }
            boolean inSources = random.nextBoolean();
            rules.add(
                    new Rule(
                            rule.id(),
                            "",
                            rule.effect(),
                            inSources ? sources : rule.sources(),
                            inSources ? rule.except() : sources,
                            rule.scope(),
                            rule.life(),
                            rule.onTrial()));
        }
        return new Policy(policy.mode(), policy.authorizedClients(), rules);
    }

    private static Rule rule(Random random, String id) {
        List<Entry> sources = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            sources.add(entry(random, id + "s" + i));
        }
        List<Entry> except = random.nextInt(3) == 0 ? List.of(entry(random, id + "x")) : List.of();
        return new Rule(
                new RuleId(id),
                "",
                random.nextBoolean() ? Effect.ALLOW : Effect.DENY,
                sources,
                except,
                random.nextInt(3) == 0
                        ? new Scope(
                                Set.of(new ChannelId(random.nextBoolean() ? "ui" : "api")),
                                Set.of(),
                                Set.of(),
                                Set.of(),
                                Set.of())
                        : Scope.ALL,
                life(random),
                random.nextInt(6) == 0);
    }

    private static Entry entry(Random random, String id) {
        Source source =
                random.nextInt(12) == 0
                        ? new Source.Any()
                        : new Source.Network(
                                IpPrefix.parse(PREFIXES.get(random.nextInt(PREFIXES.size()))));
        return new Entry(new EntryId(id), source, life(random), "", "", null);
    }

    private static Life life(Random random) {
        Instant from =
                random.nextInt(4) == 0
                        ? NOW.plusSeconds(3600L * random.nextInt(HOURS))
                        : Instant.MIN;
        Instant until =
                random.nextInt(4) == 0
                        ? NOW.plusSeconds(3600L * (1 + random.nextInt(HOURS)))
                        : Instant.MAX;
        return new Life(random.nextInt(8) > 0, from, until.isAfter(from) ? until : Instant.MAX);
    }
}
