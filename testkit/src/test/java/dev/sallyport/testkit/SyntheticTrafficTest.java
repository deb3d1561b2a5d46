package dev.sallyport.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.PrincipalKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Invented traffic is the same each time it is made, and has in it what it is for. */
final class SyntheticTrafficTest {

    @Test
    void equalArgumentsGiveEqualTraffic() {
        assertThat(SyntheticTraffic.generate(5, 40, 10))
                .isEqualTo(SyntheticTraffic.generate(5, 40, 10))
                .isNotEqualTo(SyntheticTraffic.generate(6, 40, 10));
    }

    @Test
    void peopleShareAddressesAndMoveAndStrangersStayAnonymous() {
        List<SyntheticRequest> requests = SyntheticTraffic.generate(7, 200, 30);
        Map<String, Set<Object>> addresses = new HashMap<>();
        Map<Object, Set<String>> sharing = new HashMap<>();
        long anonymous = 0;
        long carrier = 0;
        long ipv6 = 0;
        int day = 0;
        IpPrefix inside = IpPrefix.parse("100.64.0.0/10");
        for (SyntheticRequest request : requests) {
            assertThat(request.day()).isBetween(day, 29);
            day = request.day();
            ipv6 += request.address().isIpv4() ? 0 : 1;
            carrier += inside.contains(request.address()) ? 1 : 0;
            String id = request.principal().id();
            if (id == null) {
                anonymous++;
                continue;
            }
            addresses.computeIfAbsent(id, ignored -> new HashSet<>()).add(request.address());
            sharing.computeIfAbsent(request.address(), ignored -> new HashSet<>()).add(id);
        }
        assertThat(addresses.keySet().stream().filter(id -> id.startsWith("person-"))).hasSize(200);
        assertThat(addresses.get("program-0")).hasSizeBetween(1, 3);
        assertThat(addresses.get("person-0")).hasSizeGreaterThan(3);
        assertThat(sharing.values()).anyMatch(people -> people.size() > 20);
        assertThat(sharing.values().stream().filter(people -> people.size() == 2).count())
                .isGreaterThan(10);
        assertThat(anonymous).isGreaterThan(500);
        assertThat(carrier).isGreaterThan(100);
        assertThat(ipv6).isBetween(500L, requests.size() / 2L);
        assertThat(requests)
                .allMatch(request ->
                        request.principal().kind() != PrincipalKind.ANONYMOUS
                                || request.channel().label().equals("sso"));
    }
}
