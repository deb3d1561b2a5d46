package dev.sallyport.geo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.policy.CountryCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** MaxMind's test databases against the documents they were made of. */
class SourceDataTest {

    private static final String CODE = "country/iso_code";

    @ParameterizedTest
    @ValueSource(strings = {"GeoIP2-Country-Test", "GeoLite2-Country-Test"})
    void answersEqualTheSourceAtTheEndsOfEveryNetwork(String name) throws Exception {
        Path folder = SharedData.geo().resolve("maxmind");
        Map<IpPrefix, CountryCode> source =
                source(folder.resolve("source-data").resolve(name + ".json"));
        GeoData data =
                GeoLoader.load(List.of(folder.resolve("test-data").resolve(name + ".mmdb")))
                        .table();

        int answered = 0;
        for (IpPrefix network : source.keySet()) {
            for (IpAddress end : List.of(network.first(), network.last())) {
                CountryCode expected = mostSpecific(source, end);
                assertThat(data.country(end)).as("%s of %s", end, network).isEqualTo(expected);
                answered += expected.equals(CountryCode.UNKNOWN) ? 0 : 1;
            }
        }

        assertThat(source.size()).isGreaterThan(100);
        assertThat(answered).isGreaterThan(100);
    }

    /* What a writer that inserts wide networks first and narrow ones over them would have. */
    private static CountryCode mostSpecific(Map<IpPrefix, CountryCode> source, IpAddress address) {
        IpPrefix best = null;
        for (IpPrefix network : source.keySet()) {
            if (network.contains(address) && (best == null || network.length() > best.length())) {
                best = network;
            }
        }
        return best == null ? CountryCode.UNKNOWN : source.getOrDefault(best, CountryCode.UNKNOWN);
    }

    /* The document is an array of objects, each with one network that has a record. */
    private static Map<IpPrefix, CountryCode> source(Path file) throws IOException {
        Map<IpPrefix, CountryCode> source = new HashMap<>();
        List<String> path = new ArrayList<>();
        try (JsonParser parser =
                JsonFactory.builder().build().createParser(ObjectReadContext.empty(), file)) {
            String name = "";
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                switch (token) {
                    case PROPERTY_NAME -> name = parser.currentName();
                    case START_OBJECT -> {
                        path.add(name);
                        if (path.size() == 2) {
                            source.put(network(name), CountryCode.UNKNOWN);
                        }
                    }
                    case END_OBJECT -> path.removeLast();
                    case VALUE_STRING -> {
                        if (path.size() == 3 && (path.getLast() + "/" + name).equals(CODE)) {
                            source.put(network(path.get(1)), new CountryCode(parser.getString()));
                        }
                    }
                    default -> {}
                }
            }
        }
        return source;
    }

    /* IPv4 networks are written as IPv6 ones, some with host bits set. */
    private static IpPrefix network(String text) {
        int slash = text.indexOf('/');
        IpAddress address = IpAddress.parse(text.substring(0, slash));
        int length = Integer.parseInt(text.substring(slash + 1));
        boolean isIpv4 = !address.isIpv4() && address.high() == 0 && address.low() >>> 32 == 0;
        return isIpv4
                ? IpPrefix.around(IpAddress.ipv4((int) address.low()), length - 96)
                : IpPrefix.around(address, length);
    }
}
