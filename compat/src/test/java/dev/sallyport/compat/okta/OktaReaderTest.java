package dev.sallyport.compat.okta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.compat.imports.ImportOutcome;
import dev.sallyport.compat.imports.Readings;
import dev.sallyport.compat.imports.SourceReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Zones in the shapes that the API documents, with addresses of RFC 5737 and RFC 3849. */
class OktaReaderTest {

    private static final SourceReader READER = new OktaReader();

    private static final String OFFICE =
            """
            {"type":"IP","id":"nzo1","name":"HQ & Labs","status":"ACTIVE","usage":"POLICY",
             "created":"2026-02-18T08:28:53.000Z","lastUpdated":"2026-02-18T08:28:53.000Z","system":false,
             "gateways":[{"type":"RANGE","value":"192.0.2.5-192.0.2.15"},{"type":"CIDR","value":"198.51.100.4/24"},
                         {"type":"CIDR","value":"2001:db8::/48"}],
             "proxies":[{"type":"CIDR","value":"203.0.113.4/32"}],
             "_links":{"self":{"href":"https://example.okta.com/api/v1/zones/nzo1"}}}
            """;

    private static final String BLOCKED =
            """
            {"type":"IP","id":"nzo2","name":"BlockedIpZone","status":"ACTIVE","usage":"BLOCKLIST","system":true,
             "gateways":[{"type":"CIDR","value":"203.0.113.0/24"}],"proxies":null}
            """;

    private static final String EXEMPT =
            """
            {"type":"IP","id":"nzo3","name":"DefaultExemptIpZone","status":"ACTIVE","usage":"POLICY","system":true,
             "useAsExemptList":true,"gateways":[{"type":"CIDR","value":"203.0.113.9/32"}],"proxies":null}
            """;

    private static String dynamic(String usage, String members) {
        return "{\"type\":\"DYNAMIC_V2\",\"name\":\"Places\",\"status\":\"ACTIVE\",\"usage\":\"%s\",\"system\":false,%s}"
                .formatted(usage, members);
    }

    private static List<String> rules(String text) {
        return Readings.rules(Readings.taken(READER, text).policy());
    }

    private static List<String> lines(String text) {
        return Readings.lines(Readings.read(READER, text).report());
    }

    @Test
    void zonesOfAddresses() {
        String text = "[" + OFFICE + "," + BLOCKED + "," + EXEMPT + "]";
        assertThat(rules(text))
                .containsExactly(
                        "ALLOW okta-hq-labs [192.0.2.5-192.0.2.15, 198.51.100.0/24, 2001:db8::/48]",
                        "DENY okta-blockedipzone [203.0.113.0/24] except [203.0.113.9/32]");
        assertThat(lines(text))
                .containsExactly(
                        "/2/gateways/0: 203.0.113.9/32: taken",
                        "/0: zone `HQ & Labs` (IP, POLICY): needs-attention: what it is allowed for is said in Okta's"
                                + " policies, not here: taken as allowed",
                        "/0/gateways/0: 192.0.2.5-192.0.2.15: taken",
                        "/0/gateways/1: 198.51.100.4/24: normalised: host bits are set: `198.51.100.0/24`, 256 addresses",
                        "/0/gateways/2: 2001:db8::/48: taken",
                        "/0/proxies/0: 203.0.113.4/32: needs-attention: a trusted proxy: whom addresses are believed from is a"
                                + " setting of the deployment",
                        "/1: zone `BlockedIpZone` (IP, BLOCKLIST): normalised: the exempt zone is excepted",
                        "/1/gateways/0: 203.0.113.0/24: taken");
    }

    /** One zone, an array, pages one behind the other and an array of pages hold the same. */
    @Test
    void pagesInWhateverForm() {
        List<String> expected = rules("[" + OFFICE + "," + BLOCKED + "]");
        assertThat(rules("[" + OFFICE + "]\n[" + BLOCKED + "]")).isEqualTo(expected);
        assertThat(rules(OFFICE + BLOCKED)).isEqualTo(expected);
        assertThat(rules("[[" + OFFICE + "],[" + BLOCKED + "]]")).isEqualTo(expected);
        assertThat(lines("[" + OFFICE + "]\n[" + BLOCKED + "]"))
                .anyMatch(l -> l.startsWith("#2/0/gateways/0: 203.0.113.0/24"));
    }

    @Test
    void aZoneThatIsNotActiveBecomesADisabledRule() {
        assertThat(rules(BLOCKED.replace("\"ACTIVE\"", "\"INACTIVE\"")))
                .containsExactly("DENY okta-blockedipzone (disabled) [203.0.113.0/24]");
        assertThat(rules("[" + BLOCKED + "," + EXEMPT.replace("\"ACTIVE\"", "\"INACTIVE\"") + "]"))
                .containsExactly("DENY okta-blockedipzone [203.0.113.0/24]");
    }

    @Test
    void placesAndSystems() {
        assertThat(
                        rules(
                                """
                                {"type":"DYNAMIC","name":"Sanctions","status":"ACTIVE","usage":"BLOCKLIST","system":false,
                                 "locations":[{"country":"KP","region":null},{"country":"IR"}],"proxyType":"","asns":[]}
                                """))
                .containsExactly("DENY okta-sanctions [country KP, country IR]");
        assertThat(
                        rules(
                                dynamic(
                                        "BLOCKLIST",
                                        "\"locations\":{\"include\":[],\"exclude\":[{\"country\":\"FR\"}]},\"asns\":{\"include\":[],\"exclude\":[\"64500\"]},"
                                                + "\"ipServiceCategories\":{\"include\":[],\"exclude\":[]}")))
                .containsExactly("DENY okta-places [any] except [country FR, asn 64500]");
        assertThat(
                        rules(
                                dynamic(
                                        "POLICY",
                                        "\"asns\":{\"include\":[\"64500\",\"64501\"],\"exclude\":[]}")))
                .containsExactly("ALLOW okta-places [asn 64500, asn 64501]");
    }

    /**
     * A condition that cannot be said makes the whole zone a matter for a person: without it the
     * zone is another one.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"locations\":{\"include\":[{\"country\":\"FR\"}]},\"asns\":{\"include\":[\"64500\"]}' | hold together",
                "'\"locations\":{\"include\":[{\"country\":\"FR\"}]},\"ipServiceCategories\":{\"include\":[\"ALL_ANONYMIZERS\"]}' | anonymizers",
                "'\"locations\":{\"include\":[{\"country\":\"FR\"}]},\"ipServiceCategories\":{\"exclude\":[\"NORDVPN\"]}' | anonymizers",
                "'\"locations\":{\"include\":[{\"country\":\"US\",\"region\":\"US-CA\"}]}' | regions of countries only",
                "'\"locations\":{\"include\":[{\"country\":\"US\"}],\"exclude\":[{\"country\":\"US\",\"region\":\"US-CA\"}]}' | excepts a region",
                "'\"proxyType\":\"TorAnonymizer\",\"locations\":null' | about proxies",
                "'\"asns\":{\"includes\":[\"64500\"]}' | another form",
            })
    void whatCannotBeSaidIsLeftToAPerson(String members, String why) {
        String text = "[" + BLOCKED + "," + dynamic("BLOCKLIST", members) + "]";
        assertThat(rules(text)).containsExactly("DENY okta-blockedipzone [203.0.113.0/24]");
        assertThat(lines(text))
                .anyMatch(l ->
                        l.startsWith("/1: zone `Places`")
                                && l.contains("needs-attention")
                                && l.contains(why));
    }

    /** A region beside a country goes alone; the country is never taken in its place. */
    @Test
    void aRegionIsNotWidenedToItsCountry() {
        String text =
                dynamic(
                        "POLICY",
                        "\"locations\":{\"include\":[{\"country\":\"AF\",\"region\":\"AF-BGL\"},{\"country\":\"US\",\"region\":null}],\"exclude\":[]}");
        assertThat(rules(text)).containsExactly("ALLOW okta-places [country US]");
        assertThat(lines(text))
                .anyMatch(l -> l.startsWith("/locations/include/0: AF, AF-BGL: needs-attention"));
    }

    @Test
    void zonesOfOneNameBecomeTwoRules() {
        assertThat(rules("[" + BLOCKED + "," + BLOCKED.replace("203.0.113", "192.0.2") + "]"))
                .containsExactly(
                        "DENY okta-blockedipzone [203.0.113.0/24]",
                        "DENY okta-blockedipzone-2 [192.0.2.0/24]");
    }

    @Test
    void emptyZonesAreToldOf() {
        String empty =
                "{\"type\":\"IP\",\"name\":\"LegacyIpZone\",\"status\":\"ACTIVE\",\"usage\":\"POLICY\",\"system\":true,\"gateways\":null,\"proxies\":null}";
        assertThat(lines("[" + empty + "," + BLOCKED + "]"))
                .contains("/0: zone `LegacyIpZone` (IP, POLICY): left-out: it has no gateways");
        assertThat(Readings.refused(READER, empty).why()).contains("nothing in it");
    }

    @Test
    void everyFaultIsNamedAtItsPointer() {
        String text =
                """
                [{"type":"IP","name":"x","status":"ACTIVE","usage":"POLICY",
                  "gateways":[{"type":"CIDR","value":"192.0.2.300/24"},{"type":"HOST","value":"192.0.2.1"},{"value":7},
                              {"type":"CIDR","value":"192.0.2.1"}],"proxies":{}},
                 {"type":"DYNAMIC","name":"y","status":"ACTIVE","usage":"POLICY","asns":["x"],"locations":null},
                 {"type":"MOON","name":"z","status":"ACTIVE","usage":"POLICY"}, 7, {"name":"no type"}]
                """;
        assertThat(Readings.refused(READER, text).report().faults())
                .extracting(line -> line.place().toString())
                .containsExactlyInAnyOrder(
                        "/0/gateways/0",
                        "/0/gateways/1",
                        "/0/gateways/2",
                        "/0/proxies",
                        "/1/asns/0",
                        "/2",
                        "/3",
                        "/4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{\"errorCode\":\"E0000011\",\"errorSummary\":\"Invalid token provided\"}' | E0000011 Invalid token",
                "'[{\"type\":\"IP\"'      | no JSON",
                "'[]'                     | no zone",
                "'{\"a\":1,\"a\":2}'      | twice",
                "'allow 192.0.2.1;'       | no JSON",
            })
    void whatIsNoAnswerOfTheApi(String text, String why) {
        assertThat(Readings.refused(READER, text).why()).contains(why);
    }

    @Test
    void deepJsonIsRefused() {
        assertThat(Readings.read(READER, "[".repeat(200_000)))
                .isInstanceOf(ImportOutcome.Refused.class);
    }
}
