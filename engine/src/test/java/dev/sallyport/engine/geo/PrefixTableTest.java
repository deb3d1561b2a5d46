package dev.sallyport.engine.geo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PrefixTableTest {

    /* All that hold the address, longest first, by looking at each. */
    private static List<IpPrefix> scan(Set<IpPrefix> prefixes, IpAddress address) {
        return prefixes.stream()
                .filter(prefix -> prefix.contains(address))
                .sorted(Comparator.comparingInt(IpPrefix::length).reversed())
                .toList();
    }

    private static List<IpPrefix> ask(PrefixTable table, IpAddress address) {
        List<IpPrefix> found = new ArrayList<>();
        for (int at = table.longest(address); at != PrefixTable.NONE; at = table.wider(at)) {
            found.add(table.prefix(at));
        }
        return found;
    }

    @Test
    void holdsNothingAtFirst() {
        PrefixTable table = PrefixTable.of(List.of());
        assertThat(table.longest(IpAddress.ipv4(0))).isEqualTo(PrefixTable.NONE);
        assertThat(table.longest(IpAddress.ipv6(-1, -1))).isEqualTo(PrefixTable.NONE);
    }

    @Test
    void answersAsAScanDoesWhateverLiesInsideWhat() {
        long seed = 4711;
        Random random = new Random(seed);
        int nested = 0;
        for (int round = 0; round < 300; round++) {
            Set<IpPrefix> prefixes = new TreeSet<>();
            int count = random.nextInt(40);
            for (int i = 0; i < count; i++) {
                prefixes.add(random.nextBoolean() ? ipv4(random) : ipv6(random));
            }
            PrefixTable table = PrefixTable.of(prefixes);
            assertThat(table.size()).isEqualTo(prefixes.size());
            List<IpAddress> asked = new ArrayList<>();
            for (IpPrefix prefix : prefixes) {
                asked.add(prefix.first());
                asked.add(prefix.last());
                if (!prefix.first().isUnspecified()) {
                    asked.add(prefix.first().previous());
                }
                if (!prefix.last().isLast()) {
                    asked.add(prefix.last().next());
                }
            }
            for (int i = 0; i < 50; i++) {
                asked.add(ipv4(random).last());
                asked.add(ipv6(random).last());
            }
            for (IpAddress address : asked) {
                List<IpPrefix> expected = scan(prefixes, address);
                assertThat(ask(table, address))
                        .as("seed %d, %s in %s", seed, address, prefixes)
                        .isEqualTo(expected);
                nested += expected.size() > 1 ? 1 : 0;
            }
        }
        assertThat(nested).isGreaterThan(1_000);
    }

    @Test
    void holdsTheWholeOfBothFamilies() {
        Set<IpPrefix> prefixes = new TreeSet<>();
        for (String text :
                List.of(
                        "0.0.0.0/0",
                        "128.0.0.0/1",
                        "255.255.255.255",
                        "0.0.0.0",
                        "::/0",
                        "8000::/1",
                        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                        "::")) {
            prefixes.add(IpPrefix.parse(text));
        }
        PrefixTable table = PrefixTable.of(prefixes);
        for (IpPrefix prefix : prefixes) {
            for (IpAddress address : List.of(prefix.first(), prefix.last())) {
                assertThat(ask(table, address)).isEqualTo(scan(prefixes, address));
            }
        }
    }

    /* Few different bits, so that many lie inside each other. */
    private static IpPrefix ipv4(Random random) {
        int bits =
                (random.nextInt(4) << 30)
                        | (random.nextInt(4) << 16)
                        | random.nextInt(4)
                        | (random.nextBoolean() ? 0x00FF_FF00 : 0);
        return IpPrefix.around(IpAddress.ipv4(bits), random.nextInt(33));
    }

    private static IpPrefix ipv6(Random random) {
        long high = ((long) random.nextInt(4) << 62) | random.nextInt(3);
        long low = ((long) random.nextInt(4) << 62) | random.nextInt(3);
        return IpPrefix.around(IpAddress.ipv6(high, low), random.nextInt(129));
    }
}
