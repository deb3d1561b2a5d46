package dev.sallyport.control.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.Fixture;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.ClientAuthorization;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.EntryId;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.Rule;
import dev.sallyport.engine.policy.RuleId;
import dev.sallyport.engine.policy.Scope;
import dev.sallyport.engine.policy.Source;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Leaving out what cannot matter to an address changes no decision about it. */
final class RelevantStatesTest {

    private static final List<String> ADDRESSES =
            List.of(
                    "192.0.2.1",
                    "198.51.100.7",
                    "2001:db8::1",
                    "2002:c000:201::1",
                    "64:ff9b::192.0.2.1",
                    "64:ff9b:1:c000:2:100::",
                    "2001:0:0:0:0:0:3fff:fdfe",
                    "::192.0.2.1");

    private static final List<String> PREFIXES =
            List.of(
                    "192.0.2.0/24",
                    "192.0.2.1",
                    "198.51.100.0/24",
                    "0.0.0.0/0",
                    "::/0",
                    "2001:db8::/32",
                    "2002::/16",
                    "64:ff9b::/96",
                    "203.0.113.0/24");

    @Test
    void decisionsAreTheSame() {
        Random random = new Random(4711);
        Map<Effect, Integer> effects = new EnumMap<>(Effect.class);
        Set<Class<? extends Reason>> reasons = new HashSet<>();
        for (int round = 0; round < 20_000; round++) {
            TenantState state = TenantState.of(Fixture.ACME, 1, 1, policy(random));
            ClientAddress client =
                    new ClientAddress.Determined(
                            IpAddress.parse(ADDRESSES.get(random.nextInt(ADDRESSES.size()))),
                            ClientAddress.GIVEN);
            Request request =
                    new Request(
                            client, Fixture.NOW.toEpochMilli(), Channel.OTHER, Principal.ANONYMOUS);
            Verdict whole = TenantSnapshot.compile(state, 0).decide(request);
            Verdict reduced =
                    TenantSnapshot.compile(new RelevantStates(state, List.of(client)).of(client), 0)
                            .decide(request);

            assertThat(reduced).as("round %d", round).isEqualTo(whole);
            effects.merge(whole.evaluated(), 1, Integer::sum);
            reasons.add(whole.reason().getClass());
        }

        assertThat(effects).allSatisfy((effect, count) -> assertThat(count).isGreaterThan(2_000));
        assertThat(reasons).hasSize(4);
    }

    private static Policy policy(Random random) {
        List<Rule> rules = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            rules.add(
                    new Rule(
                            new RuleId("r" + i),
                            "",
                            random.nextBoolean() ? Effect.ALLOW : Effect.DENY,
                            entries(random, "s" + i),
                            random.nextInt(3) == 0 ? entries(random, "x" + i) : List.of(),
                            Scope.ALL,
                            Life.ALWAYS,
                            random.nextInt(5) == 0));
        }
        return new Policy(Mode.ENFORCE, ClientAuthorization.IGNORE, rules);
    }

    private static List<Entry> entries(Random random, String id) {
        List<Entry> entries = new ArrayList<>();
        int count = random.nextInt(3);
        for (int i = 0; i < count; i++) {
            IpPrefix prefix = IpPrefix.parse(PREFIXES.get(random.nextInt(PREFIXES.size())));
            Source source =
                    random.nextInt(10) == 0
                            ? new Source.Any()
                            : random.nextBoolean()
                                    ? new Source.Network(prefix)
                                    : new Source.Range(prefix.toRange());
            entries.add(Entry.of(new EntryId(id + "-" + i), source));
        }
        return entries;
    }
}
