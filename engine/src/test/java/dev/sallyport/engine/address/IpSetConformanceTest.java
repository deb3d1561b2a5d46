package dev.sallyport.engine.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.testdata.SharedData;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every case of {@code ip-literals/ranges-and-sets.json}. */
class IpSetConformanceTest {

    private static JsonNode group(String name) {
        return SharedData.json("conformance/ip-literals/ranges-and-sets.json").get(name);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asString()));
        return texts;
    }

    @Test
    void rangesToPrefixes() {
        JsonNode cases = group("range_to_prefixes");
        for (JsonNode each : cases) {
            IpRange range =
                    IpRange.parse(each.get("from").asString() + "-" + each.get("to").asString());
            assertThat(range.prefixes())
                    .map(IpPrefix::toString)
                    .isEqualTo(texts(each.get("prefixes")));
        }
        assertThat(cases.size()).isEqualTo(4);
    }

    @Test
    void sets() {
        JsonNode cases = group("sets");
        for (JsonNode each : cases) {
            String name = each.get("name").asString();
            IpSet set = IpSet.EMPTY;
            for (JsonNode operation : each.get("ops")) {
                set = applied(set, operation);
            }
            if (each.has("ranges")) {
                List<String> ranges = new ArrayList<>();
                each.get("ranges").forEach(ends -> ranges.add(String.join("-", texts(ends))));
                assertThat(set.ranges()).as(name).map(IpRange::toString).isEqualTo(ranges);
            }
            if (each.has("prefixes")) {
                assertThat(set.prefixes())
                        .as(name)
                        .map(IpPrefix::toString)
                        .isEqualTo(texts(each.get("prefixes")));
            }
        }
        assertThat(cases.size()).isEqualTo(7);
    }

    private static IpSet applied(IpSet set, JsonNode operation) {
        String verb = operation.get(0).asString();
        if (verb.equals("complement")) {
            return set.complement();
        }
        List<String> texts = texts(operation.get(2));
        IpSet operand =
                switch (operation.get(1).asString()) {
                    case "ip", "prefix" ->
                            IpSet.ofPrefixes(List.of(IpPrefix.parse(texts.getFirst())));
                    case "range" -> IpSet.ofRanges(List.of(IpRange.parse(String.join("-", texts))));
                    default -> throw new AssertionError("unknown operand " + operation);
                };
        return verb.equals("add") ? set.union(operand) : set.difference(operand);
    }

    @Test
    void overlaps() {
        JsonNode cases = group("overlaps");
        for (JsonNode each : cases) {
            IpSet one =
                    IpSet.ofPrefixes(
                            List.of(AddressParser.parseVendorPrefix(each.get(0).asString())));
            IpSet other =
                    IpSet.ofPrefixes(
                            List.of(AddressParser.parseVendorPrefix(each.get(1).asString())));
            boolean expected = Boolean.parseBoolean(each.get(2).asString());
            assertThat(one.overlaps(other)).as("%s", each).isEqualTo(expected);
            assertThat(other.overlaps(one)).as("%s", each).isEqualTo(expected);
        }
        assertThat(cases.size()).isEqualTo(7);
    }

    @Test
    void rangeTexts() {
        JsonNode cases = group("parse_range");
        for (JsonNode each : cases) {
            IpRange range = AddressParser.tryParseRange(each.get(0).asString());
            String expected =
                    each.get(1).isNull() ? "refused" : String.join("-", texts(each.get(1)));
            assertThat(range == null ? "refused" : range.toString()).isEqualTo(expected);
        }
        assertThat(cases.size()).isEqualTo(6);
    }
}
