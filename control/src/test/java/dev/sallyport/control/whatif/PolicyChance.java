package dev.sallyport.control.whatif;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpRange;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/* Random policies over 64 IPv4 and 64 IPv6 addresses, small enough to be looked at one address at a time. */
final class PolicyChance {

    static final ChannelId UI = new ChannelId("ui");
    static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

    private static final long IPV6_HIGH = 0x2001_0db8_0000_0000L;
    private static final int SPACE = 64;

    private final Random random;

    PolicyChance(long seed) {
        random = new Random(seed);
    }

    static IpAddress ipv4(int host) {
        return IpAddress.ipv4(0xC633_6400 + host);
    }

    static IpAddress ipv6(int host) {
        return IpAddress.ipv6(IPV6_HIGH, host);
    }

    /** Returns every address that policies speak of, and a few around them. */
    static List<IpAddress> space() {
        List<IpAddress> all = new ArrayList<>();
        for (int host = -2; host < SPACE + 2; host++) {
            all.add(ipv4(host));
            all.add(host < 0 ? IpAddress.ipv6(IPV6_HIGH - 1, host) : ipv6(host));
        }
        return all;
    }

    IpAddress address() {
        int host = random.nextInt(SPACE);
        return random.nextInt(4) == 0 ? ipv6(host) : ipv4(host);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    Policy policy() {
        List<Rule> rules = new ArrayList<>();
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            rules.add(rule("rule-" + i));
        }
        ClientAuthorization clients =
                random.nextInt(10) == 0 ? ClientAuthorization.REQUIRED : ClientAuthorization.IGNORE;
        return new Policy(Mode.MONITOR, clients, rules);
    }

    private Rule rule(String id) {
        Effect effect = random.nextInt(3) == 0 ? Effect.DENY : Effect.ALLOW;
        return new Rule(
                new RuleId(id),
                "",
                effect,
                entries(3),
                entries(2),
                scope(),
                life(),
                random.nextInt(12) == 0);
    }

    private Life life() {
        return switch (random.nextInt(8)) {
            case 0 -> new Life(true, Instant.MIN, NOW);
            case 1 -> new Life(true, NOW.plusMillis(1), Instant.MAX);
            case 2 -> new Life(false, Instant.MIN, Instant.MAX);
            default -> Life.ALWAYS;
        };
    }

    private Scope scope() {
        Set<PrincipalKind> kinds = random.nextInt(5) == 0 ? Set.of(PrincipalKind.USER) : Set.of();
        Set<String> roles = random.nextInt(12) == 0 ? Set.of("admin") : Set.of();
        return switch (random.nextInt(4)) {
            case 0 -> new Scope(Set.of(UI), Set.of(), kinds, roles, Set.of());
            case 1 -> new Scope(Set.of(), Set.of(UI), kinds, roles, Set.of());
            default -> new Scope(Set.of(), Set.of(), kinds, roles, Set.of());
        };
    }

    private List<Entry> entries(int most) {
        List<Entry> entries = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            entries.add(Entry.of(new EntryId("e" + random.nextInt(1_000_000)), source()));
        }
        return entries;
    }

    private Source source() {
        IpAddress one = address();
        return switch (random.nextInt(8)) {
            case 0 -> new Source.Any();
            case 1 -> {
                IpAddress other =
                        one.isIpv4() ? ipv4(random.nextInt(SPACE)) : ipv6(random.nextInt(SPACE));
                yield new Source.Range(
                        one.compareTo(other) <= 0
                                ? new IpRange(one, other)
                                : new IpRange(other, one));
            }
            default ->
                    new Source.Network(
                            IpPrefix.around(one, one.family().bits() - random.nextInt(6)));
        };
    }
}
