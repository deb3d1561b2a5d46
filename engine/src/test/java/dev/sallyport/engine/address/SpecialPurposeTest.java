package dev.sallyport.engine.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.SpecialPurpose.Use;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpecialPurposeTest {

    @ParameterizedTest
    @CsvSource({
        "10.255.255.255, PRIVATE",
        "172.31.0.0/16, PRIVATE",
        "100.127.255.255, SHARED",
        "127.0.0.53, LOOPBACK",
        "169.254.169.254, LINK_LOCAL",
        "198.18.0.0/15, BENCHMARKING",
        "203.0.113.0/25, DOCUMENTATION",
        "239.255.255.255, MULTICAST",
        "255.255.255.255, OTHER",
        "::1, LOOPBACK",
        "fd00::/8, PRIVATE",
        "fe80::/64, LINK_LOCAL",
        "2001:db8:1::/48, DOCUMENTATION",
        "2001::/32, TRANSLATION",
        "ff02::1, MULTICAST"
    })
    void theSmallestAllocationNamesTheUse(String prefix, Use use) {
        IpPrefix asked = IpPrefix.parse(prefix);

        assertThat(SpecialPurpose.of(asked.toRange()).orElseThrow().use()).isEqualTo(use);
        assertThat(SpecialPurpose.addresses(EnumSet.of(use)).contains(asked)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "9.255.255.255",
        "11.0.0.0",
        "172.32.0.0",
        "8.0.0.0/6",
        "2606:4700::/32",
        "fc00::/6"
    })
    void whatReachesBeyondAnAllocationIsNoneOfIt(String prefix) {
        assertThat(SpecialPurpose.of(IpPrefix.parse(prefix).toRange())).isEmpty();
    }

    @Test
    void severalUsesAreOneSet() {
        IpSet nearby = SpecialPurpose.addresses(EnumSet.of(Use.PRIVATE, Use.SHARED));

        assertThat(nearby.contains(IpAddress.parse("192.168.1.1"))).isTrue();
        assertThat(nearby.contains(IpAddress.parse("100.64.0.1"))).isTrue();
        assertThat(nearby.contains(IpAddress.parse("127.0.0.1"))).isFalse();
    }
}
