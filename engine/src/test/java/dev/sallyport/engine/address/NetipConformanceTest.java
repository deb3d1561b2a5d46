package dev.sallyport.engine.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.engine.testdata.Disagreements;
import dev.sallyport.engine.testdata.SharedData;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every case of {@code ip-literals/go-netip-prefix.json}. */
class NetipConformanceTest {

    private static JsonNode group(String name) {
        return SharedData.json("conformance/ip-literals/go-netip-prefix.json").get(name);
    }

    @Test
    void refusedTexts() {
        Disagreements disagreements =
                new Disagreements()
                        .list(
                                "192.168.0.0",
                                "192.168.0.0/32",
                                "a bare address is a prefix of full length");
        JsonNode cases = group("parse_error");
        for (JsonNode each : cases) {
            String text = each.get(0).asString();
            IpPrefix prefix = AddressParser.tryParsePrefix(text);
            disagreements.compare(text, "refused", prefix == null ? "refused" : prefix.toString());
        }
        disagreements.check(cases.size());
    }

    @Test
    void containment() {
        int compared = 0;
        for (JsonNode each : group("contains")) {
            IpPrefix prefix = IpPrefix.parse(each.get("prefix").asString());
            for (JsonNode inside : each.get("contains")) {
                assertThat(prefix.contains(IpAddress.parse(inside.asString())))
                        .as("%s in %s", inside, prefix)
                        .isTrue();
                compared++;
            }
            for (JsonNode outside : each.get("notContains")) {
                assertThat(prefix.contains(IpAddress.parse(outside.asString())))
                        .as("%s in %s", outside, prefix)
                        .isFalse();
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(20);
    }

    @Test
    void masking() {
        for (JsonNode each : group("masked")) {
            String written = each.get(0).asString();
            String masked = each.get(1).asString();
            assertThat(AddressParser.parseVendorPrefix(written)).hasToString(masked);
            if (!written.equals(masked)) {
                assertThatThrownBy(() -> IpPrefix.parse(written))
                        .isInstanceOfSatisfying(
                                AddressSyntaxException.class,
                                refused -> {
                                    assertThat(refused.fault())
                                            .isEqualTo(AddressFault.PREFIX_HOST_BITS);
                                    assertThat(refused.hint()).isEqualTo("write `" + masked + "`");
                                });
            }
        }
    }

    @Test
    void order() {
        List<IpPrefix> sorted = new ArrayList<>();
        group("compare_sorted").forEach(text -> sorted.add(IpPrefix.parse(text.asString())));
        assertThat(sorted).hasSize(6).isSorted();
    }

    @Test
    void unmapping() {
        for (JsonNode each : group("unmap")) {
            assertThat(IpAddress.parse(each.get(0).asString()).unmapped())
                    .hasToString(each.get(1).asString());
            assertThat(AddressParser.parseRequestAddress(each.get(0).asString()))
                    .hasToString(each.get(1).asString());
        }
    }

    @Test
    void expandedTexts() {
        for (JsonNode each : group("expanded")) {
            IpAddress address = IpAddress.parse(each.get(0).asString());
            assertThat(IpAddress.parse(each.get(1).asString())).isEqualTo(address);
            assertThat(address).hasToString(each.get(0).asString());
        }
    }
}
