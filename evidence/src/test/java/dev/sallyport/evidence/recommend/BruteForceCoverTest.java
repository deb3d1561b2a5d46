package dev.sallyport.evidence.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.testkit.Chance;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Small instances against all sets of disjoint prefixes there are: the cover that is found is worth
 * as much as the best of them, at every price and under every budget, and of those with as little
 * space none covers more.
 */
final class BruteForceCoverTest {

    private static final int CASES = 4_000;

    /* One of all possible covers: weight, space and the number of entries say all that is compared. */
    private record Candidate(long weight, long space, int entries) {}

    /* A space of so many bits of IPv4 and so many of IPv6. */
    private record Case(
            int ipv4Bits,
            int ipv6Bits,
            TreeMap<IpPrefix, Long> units,
            Set<IpPrefix> shared,
            Budget budget) {

        IpPrefix ipv4Root() {
            return IpPrefix.around(IpAddress.ipv4(0x0B00_0000), 32 - ipv4Bits);
        }

        IpPrefix ipv6Root() {
            return IpPrefix.around(IpAddress.ipv6(0x2001_0db8_0000_0000L, 0), 64 - ipv6Bits);
        }

        boolean isOffered(IpPrefix prefix) {
            return prefix.length() >= budget.shortest(prefix.family())
                    && shared.stream().noneMatch(prefix::contains);
        }

        PrefixTree tree() {
            return new PrefixTree(
                    List.copyOf(units.keySet()),
                    units.values().stream().mapToLong(Long::longValue).toArray(),
                    budget,
                    prefix -> shared.stream().noneMatch(prefix::contains));
        }
    }

    private static Case generate(Chance chance) {
        int ipv4Bits = chance.oneIn(80) ? 6 : chance.between(0, 4);
        int ipv6Bits = chance.between(0, Math.min(3, 6 - ipv4Bits));
        TreeMap<IpPrefix, Long> units = new TreeMap<>();
        Set<IpPrefix> shared = new HashSet<>();
        for (int i = 0; i < 1 << ipv4Bits; i++) {
            IpPrefix unit = IpPrefix.of(IpAddress.ipv4(0x0B00_0000 + i));
            add(unit, chance, units, shared);
        }
        for (int i = 0; i < 1 << ipv6Bits; i++) {
            IpPrefix unit = IpPrefix.around(IpAddress.ipv6(0x2001_0db8_0000_0000L + i, 0), 64);
            add(unit, chance, units, shared);
        }
        Budget budget =
                new Budget(
                        chance.between(1, 6),
                        32 - chance.between(0, 5),
                        64 - chance.between(0, 4),
                        chance.between(1, 26));
        return new Case(ipv4Bits, ipv6Bits, units, shared, budget);
    }

    private static void add(
            IpPrefix unit, Chance chance, Map<IpPrefix, Long> units, Set<IpPrefix> shared) {
        if (chance.percent(55)) {
            units.put(unit, (long) chance.pick(1, 1, 2, 3, 7, 20));
        } else if (chance.oneIn(12)) {
            shared.add(unit);
        }
    }

    /* Every set of disjoint offered prefixes below a prefix, as what it comes to. */
    private static Set<Candidate> all(IpPrefix prefix, int unitLength, Case given) {
        Set<Candidate> covers = new HashSet<>();
        covers.add(new Candidate(0, 0, 0));
        if (given.isOffered(prefix)) {
            long weight = 0;
            for (var unit : given.units().entrySet()) {
                weight += prefix.contains(unit.getKey()) ? unit.getValue() : 0;
            }
            covers.add(new Candidate(weight, 1L << (unitLength - prefix.length()), 1));
        }
        if (prefix.length() < unitLength) {
            IpPrefix lower = IpPrefix.around(prefix.first(), prefix.length() + 1);
            IpPrefix upper = IpPrefix.around(prefix.last(), prefix.length() + 1);
            covers.addAll(
                    joined(
                            all(lower, unitLength, given),
                            all(upper, unitLength, given),
                            given.budget().entries()));
        }
        return covers;
    }

    private static Set<Candidate> joined(Set<Candidate> left, Set<Candidate> right, int most) {
        Set<Candidate> covers = new HashSet<>();
        for (Candidate one : left) {
            for (Candidate other : right) {
                if (one.entries() + other.entries() <= most) {
                    covers.add(
                            new Candidate(
                                    one.weight() + other.weight(),
                                    one.space() + other.space(),
                                    one.entries() + other.entries()));
                }
            }
        }
        return covers;
    }

    @Test
    void coversEqualTheBestOfAllThereAre() {
        Chance chance = new Chance(20_260_301);
        int limited = 0;
        int merged = 0;
        for (int number = 0; number < CASES; number++) {
            Case given = generate(chance);
            Set<Candidate> all =
                    joined(
                            all(given.ipv4Root(), 32, given),
                            all(given.ipv6Root(), 64, given),
                            given.budget().entries());
            CoverSearch search = new CoverSearch(given.tree(), given.budget().entries());
            for (Price price :
                    List.of(
                            Price.FREE,
                            new Price(1, 2),
                            new Price(chance.between(0, 9), chance.between(1, 5)))) {
                checkBest(search.best(price), all, price, given);
            }
            Cover cover = PriceSearch.cover(search, given.budget().space());
            checkFits(cover, all, given);
            limited += search.best(Price.FREE).space() > given.budget().space() ? 1 : 0;
            for (IpPrefix prefix : cover.prefixes()) {
                merged += prefix.length() < Budget.unitLength(prefix.family()) ? 1 : 0;
            }
        }
        assertThat(limited).as("cases in which the space was too small").isGreaterThan(300);
        assertThat(merged).as("entries that hold several units").isGreaterThan(1_000);
    }

    private static void checkBest(Cover found, Set<Candidate> all, Price price, Case given) {
        checkIsWhatItSays(found, given);
        for (Candidate other : all) {
            int order =
                    price.compare(
                            found.weight(),
                            found.space(),
                            found.prefixes().size(),
                            other.weight(),
                            other.space(),
                            other.entries());
            assertThat(order)
                    .as("%s at %s against %s of %s", found, price, other, given)
                    .isNotNegative();
        }
    }

    /* The statement of ADR 23, and that the price is the smallest that will do. */
    private static void checkFits(Cover found, Set<Candidate> all, Case given) {
        checkIsWhatItSays(found, given);
        assertThat(found.space()).isLessThanOrEqualTo(given.budget().space());
        for (Candidate other : all) {
            if (other.space() <= found.space()) {
                assertThat(other.weight())
                        .as("%s against %s of %s", found, other, given)
                        .isLessThanOrEqualTo(found.weight());
            }
        }
        Candidate expected = new Candidate(0, 0, 0);
        for (Candidate corner : corners(all)) {
            if (corner.space() <= given.budget().space() && corner.weight() > expected.weight()) {
                expected = corner;
            }
        }
        assertThat(new Candidate(found.weight(), found.space(), 0))
                .as("%s", given)
                .isEqualTo(new Candidate(expected.weight(), expected.space(), 0));
    }

    /* The corners of the upper hull by space and weight, found by looking at every pair. */
    private static List<Candidate> corners(Set<Candidate> all) {
        TreeMap<Long, Long> most = new TreeMap<>();
        all.forEach(cover -> most.merge(cover.space(), cover.weight(), Math::max));
        List<Candidate> corners = new ArrayList<>();
        for (var point : most.entrySet()) {
            long space = point.getKey();
            long weight = point.getValue();
            boolean isCorner =
                    most.headMap(space).values().stream().allMatch(below -> below < weight);
            for (var left : most.headMap(space).entrySet()) {
                for (var right : most.tailMap(space, false).entrySet()) {
                    long width = right.getKey() - left.getKey();
                    long line =
                            left.getValue() * (right.getKey() - space)
                                    + right.getValue() * (space - left.getKey());
                    isCorner &= weight * width > line;
                }
            }
            if (isCorner) {
                corners.add(new Candidate(weight, space, 0));
            }
        }
        return corners;
    }

    private static void checkIsWhatItSays(Cover cover, Case given) {
        long weight = 0;
        long space = 0;
        assertThat(cover.prefixes()).hasSizeLessThanOrEqualTo(given.budget().entries());
        for (IpPrefix prefix : cover.prefixes()) {
            assertThat(given.isOffered(prefix)).isTrue();
            space += 1L << (Budget.unitLength(prefix.family()) - prefix.length());
            for (IpPrefix other : cover.prefixes()) {
                assertThat(!other.equals(prefix) && other.contains(prefix)).isFalse();
            }
            for (var unit : given.units().entrySet()) {
                weight += prefix.contains(unit.getKey()) ? unit.getValue() : 0;
            }
        }
        assertThat(cover.weight()).isEqualTo(weight);
        assertThat(cover.space()).isEqualTo(space);
        assertThat(cover.prefixes()).isSorted();
    }
}
