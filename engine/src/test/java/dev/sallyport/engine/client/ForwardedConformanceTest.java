package dev.sallyport.engine.client;

import dev.sallyport.engine.testdata.Disagreements;
import dev.sallyport.engine.testdata.SharedData;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every case of {@code forwarded/forwarded-syntax.json}. */
class ForwardedConformanceTest {

    private static final String[] NAMES = {"foo", "bar", "baz", "qux", "norf", "for"};
    private static final String MALFORMED = "malformed";

    @Test
    void syntaxAgrees() {
        Disagreements disagreements =
                new Disagreements()
                        .list(
                                " for=192.0.2.43",
                                "[{for=192.0.2.43}]",
                                "white space around elements is allowed by RFC 9110 section 5.6.1");
        JsonNode cases =
                SharedData.json("conformance/forwarded/forwarded-syntax.json").get("cases");
        for (JsonNode each : cases) {
            String value = each.get("value").asString();
            disagreements.compare(
                    value, each.has("want") ? wanted(each.get("want")) : MALFORMED, parsed(value));
        }
        disagreements.check(cases.size());
    }

    private static String wanted(JsonNode elements) {
        Deque<Map<String, String>> maps = new ArrayDeque<>();
        for (JsonNode element : elements) {
            Map<String, String> map = new TreeMap<>();
            element.properties()
                    .forEach(pair -> map.put(pair.getKey(), pair.getValue().asString()));
            maps.add(map);
        }
        return maps.toString();
    }

    private static String parsed(String line) {
        Deque<Map<String, String>> elements = new ArrayDeque<>();
        int end = line.length();
        while (end >= 0) {
            int start = ForwardedElement.start(line, end);
            if (start == ForwardedElement.UNBALANCED) {
                return MALFORMED;
            }
            Map<String, String> element = new TreeMap<>();
            for (String name : NAMES) {
                long span = ForwardedElement.find(line, start, end, name);
                if (span == ForwardedElement.MALFORMED) {
                    return MALFORMED;
                }
                if (span != ForwardedElement.ABSENT) {
                    element.put(name, ForwardedElement.unescaped(line, span));
                }
            }
            elements.addFirst(element);
            end = start - 1;
        }
        return elements.toString();
    }
}
