package dev.sallyport.engine.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sets against bit sets over a few addresses, in places where carries and borders are. */
class IpSetAlgebraTest {

    /**
     * Sixteen consecutive addresses; over the border between the families there is no neighbour.
     */
    enum Place {
        IPV4_FIRST("0.0.0.0"),
        IPV4_MIDDLE("127.255.255.248"),
        IPV4_LAST("255.255.255.240"),
        IPV4_AND_IPV6("255.255.255.248"),
        IPV6_FIRST("::"),
        IPV6_HALVES("2001:db8::ffff:ffff:ffff:fff8"),
        IPV6_LAST("ffff:ffff:ffff:ffff:ffff:ffff:ffff:fff0");

        @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable copy
        private final List<IpAddress> universe;

        Place(String first) {
            List<IpAddress> addresses = new ArrayList<>();
            IpAddress address = IpAddress.parse(first);
            for (int i = 0; i < 16; i++) {
                addresses.add(address);
                address = address.isLast() ? IpAddress.ipv6(0, 0) : address.next();
            }
            universe = List.copyOf(addresses);
        }

        IpSet set(int members) {
            IpSet.Builder builder = IpSet.builder();
            for (int i = 0; i < 16; i++) {
                if ((members >>> i & 1) == 1) {
                    builder.add(universe.get(i));
                }
            }
            return builder.build();
        }

        /* All subsets, each at the index of its members. */
        IpSet[] sets() {
            IpSet[] sets = new IpSet[1 << 16];
            Arrays.setAll(sets, this::set);
            return sets;
        }

        int members(IpSet set) {
            int members = 0;
            for (int i = 0; i < 16; i++) {
                members |= set.contains(universe.get(i)) ? 1 << i : 0;
            }
            return members;
        }
    }

    @ParameterizedTest
    @EnumSource
    void everySubsetOfSixteen(Place place) {
        for (int members = 0; members < 1 << 16; members++) {
            IpSet set = place.set(members);
            assertThat(place.members(set)).isEqualTo(members);
            assertThat(set.size()).isEqualTo(BigInteger.valueOf(Integer.bitCount(members)));
            assertThat(place.members(set.complement())).isEqualTo(~members & 0xFFFF);
            assertThat(set.ranges()).hasSize(runs(place, members));
            assertThat(IpSet.ofPrefixes(set.prefixes())).isEqualTo(set);
            assertThat(set.prefixes()).isEqualTo(fewest(place, members));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyPairOfSubsetsOfEight(Place place) {
        // INVARIANT: eight addresses around the middle, where IPV4_AND_IPV6 changes family.
        IpSet[] sets = place.sets();
        for (int left = 0; left < 256; left++) {
            for (int right = 0; right < 256; right++) {
                assertPair(sets, left << 4, right << 4);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everySubsetOfSixteenWithAnotherOne(Place place) {
        long seed = 20_260_821;
        Random random = new Random(seed);
        IpSet[] sets = place.sets();
        for (int left = 0; left < 1 << 16; left++) {
            int right = random.nextInt(1 << 16);
            assertPair(sets, left, right);
        }
    }

    /* Plain comparisons: a million pairs and more pass through here. */
    private static void assertPair(IpSet[] sets, int leftMembers, int rightMembers) {
        IpSet left = sets[leftMembers];
        IpSet right = sets[rightMembers];
        int common = leftMembers & rightMembers;
        boolean agrees =
                left.union(right).equals(sets[leftMembers | rightMembers])
                        && left.intersection(right).equals(sets[common])
                        && left.difference(right).equals(sets[leftMembers & ~rightMembers])
                        && left.overlaps(right) == (common != 0)
                        && left.contains(right) == (common == rightMembers)
                        && left.equals(right) == (leftMembers == rightMembers);
        if (!agrees) {
            fail("%s and %s", left, right);
        }
    }

    /* Additions and removals in any order leave what the same calls leave in a bit set. */
    @ParameterizedTest
    @EnumSource
    void buildersFollowTheOrderOfTheCalls(Place place) {
        long seed = 42;
        Random random = new Random(seed);
        for (int run = 0; run < 2_000; run++) {
            IpSet.Builder builder = IpSet.builder();
            BitSet expected = new BitSet(16);
            for (int call = 0; call < 12; call++) {
                int from = random.nextInt(16);
                int to = from + random.nextInt(16 - from);
                boolean add = random.nextBoolean();
                expected.set(from, to + 1, add);
                for (int i = from; i <= to; i++) {
                    IpAddress address = place.universe.get(i);
                    builder = add ? builder.add(address) : builder.remove(address);
                }
            }
            int members = 0;
            for (int i = 0; i < 16; i++) {
                members |= expected.get(i) ? 1 << i : 0;
            }
            assertThat(builder.build())
                    .as("run %d of seed %d", run, seed)
                    .isEqualTo(place.set(members));
        }
    }

    private static int runs(Place place, int members) {
        int runs = 0;
        for (int i = 0; i < 16; i++) {
            boolean here = (members >>> i & 1) == 1;
            boolean before = i > 0 && (members >>> (i - 1) & 1) == 1;
            boolean border =
                    i > 0 && place.universe.get(i).family() != place.universe.get(i - 1).family();
            runs += here && (!before || border) ? 1 : 0;
        }
        return runs;
    }

    /* The largest block that starts at each address not yet covered: blocks nest, so no cover has fewer. */
    private static List<IpPrefix> fewest(Place place, int members) {
        List<IpPrefix> prefixes = new ArrayList<>();
        int at = 0;
        while (at < 16) {
            if ((members >>> at & 1) == 0) {
                at++;
                continue;
            }
            int size = 16;
            while (!isBlock(place, members, at, size)) {
                size /= 2;
            }
            int bits = place.universe.get(at).family().bits();
            prefixes.add(
                    new IpPrefix(
                            place.universe.get(at), bits - Integer.numberOfTrailingZeros(size)));
            at += size;
        }
        return prefixes;
    }

    private static boolean isBlock(Place place, int members, int from, int size) {
        if (from + size > 16 || (place.universe.get(from).low() & (size - 1)) != 0) {
            return false;
        }
        for (int i = from; i < from + size; i++) {
            boolean family = place.universe.get(i).family() == place.universe.get(from).family();
            if ((members >>> i & 1) == 0 || !family) {
                return false;
            }
        }
        return true;
    }
}
