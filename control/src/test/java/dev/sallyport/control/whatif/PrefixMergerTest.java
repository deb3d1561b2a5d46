package dev.sallyport.control.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrefixMergerTest {

    /* What lies closest together is joined first; an IPv6 /64 counts like one IPv4 address. */
    @ParameterizedTest
    @CsvSource({
        "'192.0.2.1/32', 1, '192.0.2.1/32'",
        "'192.0.2.1/32 192.0.2.1/32', 9, '192.0.2.1/32'",
        "'192.0.2.0/32 192.0.2.1/32', 9, '192.0.2.0/31'",
        "'192.0.2.1/32 192.0.2.2/32', 9, '192.0.2.1/32 192.0.2.2/32'",
        "'192.0.2.1/32 192.0.2.2/32', 1, '192.0.2.0/30'",
        "'192.0.2.1/32 192.0.2.9/32 198.51.100.1/32', 2, '192.0.2.0/28 198.51.100.1/32'",
        "'192.0.2.0/24 192.0.2.9/32', 9, '192.0.2.0/24'",
        "'10.1.0.0/32 10.1.255.255/32', 1, '10.1.0.0/16'",
        "'10.1.0.0/32 10.0.0.0/32', 1, '10.0.0.0/32 10.1.0.0/32'",
        "'0.0.0.0/32 255.255.255.255/32', 1, '0.0.0.0/32 255.255.255.255/32'",
        "'2001:db8::/128 2001:db9::/128', 1, '2001:db8::/128 2001:db9::/128'",
        "'2001:db8::1/128 2001:db8::2/128', 9, '2001:db8::/64'",
        "'2001:db8::1/128', 9, '2001:db8::1/128'",
        "'2001:db8::1/128 2001:db8:0:1::1/128', 9, '2001:db8::1/128 2001:db8:0:1::1/128'",
        "'2001:db8::1/128 2001:db8:0:1::1/128 192.0.2.1/32', 2, '192.0.2.1/32 2001:db8::/63'",
        "'2001:db8::1/128 192.0.2.1/32', 1, '192.0.2.1/32 2001:db8::1/128'",
        "'192.0.2.0/32 192.0.2.1/32 192.0.2.2/31 192.0.2.4/30', 9, '192.0.2.0/29'",
    })
    void joins(String networks, int limit, String expected) {
        assertThat(PrefixMerger.merge(parsed(networks), limit)).isEqualTo(parsed(expected));
    }

    private static List<IpPrefix> parsed(String networks) {
        return Stream.of(networks.split(" ", -1)).map(IpPrefix::parse).toList();
    }

    @Test
    void coversEverythingWithDisjointNetworks() {
        Random random = new Random(11);
        for (int round = 0; round < 300; round++) {
            List<IpPrefix> networks = new ArrayList<>();
            for (int i = random.nextInt(1, 60); i > 0; i--) {
                IpAddress address =
                        random.nextInt(3) == 0
                                ? IpAddress.ipv6(
                                        0x2001_0db8_0000_0000L + random.nextInt(8),
                                        random.nextLong())
                                : IpAddress.ipv4(0x0A00_0000 | (random.nextInt() & 0x0000_FFFF));
                networks.add(IpPrefix.around(address, address.family().bits() - random.nextInt(3)));
            }
            int limit = random.nextInt(2, 20);
            List<IpPrefix> merged = PrefixMerger.merge(networks, limit);

            assertThat(merged).hasSizeLessThanOrEqualTo(limit).isSorted();
            for (IpPrefix network : networks) {
                assertThat(merged)
                        .as("round %s", round)
                        .anyMatch(prefix -> prefix.contains(network));
            }
            for (int i = 1; i < merged.size(); i++) {
                assertThat(merged.get(i - 1).last()).isLessThan(merged.get(i).first());
            }
        }
    }
}
