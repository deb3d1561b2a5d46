package dev.sallyport.agent.plan;

import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.address.IpSet;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a target should hold: what is listed, at once; what is listed no more, until its
 * grace is over; what is protected, always. Pure: the present is an argument. Works on sets of
 * addresses, so that a prefix that is split, joined or nested changes nothing.
 *
 * <p>An address that was gone and came back flaps. When it goes again it is held for twice as long
 * as it was ever gone, if that is more than the grace, up to the longest hold.
 */
public final class Planner {

    private static final int MOST_RETURNED = 20_000;

    private final PlanRules rules;

    /** Plans by these rules. */
    public Planner(PlanRules rules) {
        this.rules = rules;
    }

    /**
     * Plans one round.
     *
     * @param memory what is remembered of the last round
     * @param listed the addresses that are published now
     * @param present the addresses that the target holds
     * @param kept addresses that belong at the target whatever is published
     * @param guarded addresses that are not added, but not removed either
     * @param now the present
     */
    public Planning plan(
            Memory memory, IpSet listed, IpSet present, IpSet kept, IpSet guarded, Instant now) {
        if (listed.isEmpty()) {
            return new Planning.Refused(new Refusal("sync.empty", "the list is empty", ""));
        }
        Refusal shrinking = shrinking(memory.listed(), listed);
        if (shrinking != null) {
            return new Planning.Refused(shrinking);
        }
        IpSet gone =
                memory.isEmpty()
                        ? present.difference(listed).difference(kept).difference(guarded)
                        : memory.listed().difference(listed);
        List<Returned> returned = returned(memory, listed, now);
        List<Leaving> leaving = leaving(memory, listed, gone, returned, now);
        Memory after = new Memory(listed, leaving, returned);
        IpSet desired =
                IpSet.builder()
                        .add(listed)
                        .add(after.held())
                        .add(kept)
                        .add(guarded.intersection(present))
                        .build();
        return new Planning.Planned(
                new Plan(
                        desired,
                        desired.difference(present),
                        present.difference(desired),
                        gone,
                        after));
    }

    private @Nullable Refusal shrinking(IpSet before, IpSet after) {
        IpSet gone = before.difference(after);
        if (gone.isEmpty()) {
            return null;
        }
        List<IpPrefix> prefixes = before.prefixes();
        for (IpFamily family : IpFamily.values()) {
            String name = family == IpFamily.IPV4 ? "IPv4" : "IPv6";
            List<IpPrefix> own = prefixes.stream().filter(each -> each.family() == family).toList();
            long absent = own.stream().filter(each -> !after.contains(each)).count();
            int ofAddresses = percent(size(gone, family), size(before, family));
            int ofPrefixes = percent(BigInteger.valueOf(absent), BigInteger.valueOf(own.size()));
            if (Math.max(ofAddresses, ofPrefixes) > rules.shrinkLimit()) {
                return new Refusal(
                        "sync.shrinks-too-much",
                        ofAddresses
                                + " percent of the "
                                + name
                                + " addresses and "
                                + ofPrefixes
                                + " percent of the "
                                + name
                                + " prefixes would disappear, the limit is "
                                + rules.shrinkLimit(),
                        "look at the list; if it is right, raise the limit for once");
            }
        }
        return null;
    }

    /* Rounded up. */
    private static int percent(BigInteger part, BigInteger all) {
        if (all.signum() == 0) {
            return 0;
        }
        BigInteger[] percent = part.multiply(BigInteger.valueOf(100)).divideAndRemainder(all);
        return percent[0].intValueExact() + percent[1].signum();
    }

    private static BigInteger size(IpSet set, IpFamily family) {
        BigInteger size = BigInteger.ZERO;
        for (IpRange range : set.ranges()) {
            if (range.family() == family) {
                size = size.add(range.size());
            }
        }
        return size;
    }

    /* What came back in this round beside what is remembered of earlier ones. */
    private List<Returned> returned(Memory memory, IpSet next, Instant now) {
        List<Returned> fresh = new ArrayList<>();
        IpSet all = memory.held().intersection(next);
        for (Leaving leaving : all.isEmpty() ? List.<Leaving>of() : memory.leaving()) {
            IpSet back = all.intersection(IpSet.ofPrefixes(List.of(leaving.prefix())));
            Duration absence = Duration.between(leaving.since(), now);
            for (IpPrefix prefix : back.prefixes()) {
                fresh.add(
                        new Returned(prefix, absence.isNegative() ? Duration.ZERO : absence, now));
            }
        }
        List<Returned> kept = new ArrayList<>();
        for (Returned old : memory.returned()) {
            if (old.at().plus(rules.memory()).isBefore(now)) {
                continue;
            }
            Returned again =
                    fresh.stream()
                            .filter(each -> each.prefix().equals(old.prefix()))
                            .findFirst()
                            .orElse(null);
            if (again == null) {
                kept.add(old);
            } else {
                boolean _ = fresh.remove(again);
                kept.add(new Returned(old.prefix(), longer(old.longest(), again.longest()), now));
            }
        }
        kept.addAll(fresh);
        if (kept.size() > MOST_RETURNED) {
            kept.sort(Comparator.comparing(Returned::at).reversed());
            kept = kept.subList(0, MOST_RETURNED);
        }
        return kept.stream().sorted(Comparator.comparing(Returned::prefix)).toList();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private List<Leaving> leaving(
            Memory memory, IpSet next, IpSet gone, List<Returned> returned, Instant now) {
        List<Leaving> leaving = new ArrayList<>();
        IpSet back = memory.held().intersection(next);
        for (Leaving old : memory.leaving()) {
            if (!now.isBefore(old.until())) {
                continue;
            }
            if (back.isEmpty()) {
                leaving.add(old);
                continue;
            }
            IpSet rest = IpSet.ofPrefixes(List.of(old.prefix())).difference(back);
            for (IpPrefix prefix : rest.prefixes()) {
                leaving.add(new Leaving(prefix, old.since(), old.until()));
            }
        }
        IpSet flapping = gone;
        for (Returned each : gone.isEmpty() ? List.<Returned>of() : returned) {
            IpSet part = gone.intersection(IpSet.ofPrefixes(List.of(each.prefix())));
            Duration hold = hold(each);
            for (IpPrefix prefix : part.prefixes()) {
                leaving.add(new Leaving(prefix, now, now.plus(hold)));
            }
            flapping = part.isEmpty() ? flapping : flapping.difference(part);
        }
        for (IpPrefix prefix : flapping.prefixes()) {
            if (rules.grace().isPositive()) {
                leaving.add(new Leaving(prefix, now, now.plus(rules.grace())));
            }
        }
        return leaving.stream().sorted(Comparator.comparing(Leaving::prefix)).toList();
    }

    private Duration hold(Returned flap) {
        Duration twice = flap.longest().multipliedBy(2);
        Duration wanted = longer(rules.grace(), twice);
        return wanted.compareTo(rules.longestHold()) <= 0 ? wanted : rules.longestHold();
    }
}
