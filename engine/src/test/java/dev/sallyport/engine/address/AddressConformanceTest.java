package dev.sallyport.engine.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.testdata.Disagreements;
import dev.sallyport.engine.testdata.SharedData;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every case of {@code ip-literals/addresses.json} and {@code cidrs.json}. */
class AddressConformanceTest {

    private static final String REFUSED = "refused";
    private static final String ZONE = "an entry has no zone id";
    private static final String MASK = "a mask is not a length; the hint gives the length";
    private static final String MAPPED = "an entry for IPv4 is written as IPv4";
    private static final String MAPPED_VENDOR = "matches the IPv4 network";

    /* Accepted where glibc, CPython and Rust agree on a value, refused where they agree on refusing. */
    @Test
    void addressesAgree() {
        Disagreements disagreements =
                new Disagreements()
                        .list("fd7a:115c:a1e0:ab12:4843:cd96:626b:430b%eth0", REFUSED, ZONE)
                        .list("::ffff:192.168.140.255%eth1", REFUSED, ZONE)
                        .list("::ffff%scope", REFUSED, ZONE)
                        .list("FFFF::192.0.2.1%scope", REFUSED, ZONE)
                        .list("::FFFF:c000:201%scope", REFUSED, ZONE)
                        .list("::2%scope", REFUSED, ZONE)
                        .list("2::%scope", REFUSED, ZONE)
                        .list("2001:db8::1000%scope", REFUSED, ZONE)
                        .list("ffff:2:3:4:ffff::%scope", REFUSED, ZONE)
                        .list("::FFFF:192.0.2.1%scope", REFUSED, ZONE)
                        .list("2001:658:22a:cafe:200:0:0:1%scope", REFUSED, ZONE)
                        .list("a::b:c:d:1.2.3.4%x", REFUSED, ZONE)
                        .list("2001:0000:1234:0000:0000:C1C0:ABCD:0876%x", REFUSED, ZONE)
                        .list("::%31", REFUSED, ZONE);
        JsonNode cases = SharedData.json("conformance/ip-literals/addresses.json").get("cases");
        for (JsonNode each : cases) {
            String consensus = each.get("consensus").asString();
            String theirs =
                    switch (consensus) {
                        case "accept" -> each.get("canonical_rfc5952").asString();
                        case "reject" -> REFUSED;
                        default -> "disputed";
                    };
            String input = each.get("input").asString();
            disagreements.compare(input, theirs, address(input));
        }
        disagreements.check(cases.size());
    }

    /* Texts that strict parsers refuse and some older one takes, often as another address. */
    @Test
    void dangerousTextsAreRefused() {
        int dangerous = 0;
        for (JsonNode each :
                SharedData.json("conformance/ip-literals/addresses.json").get("cases")) {
            if (each.get("legacy_parsers_accept").asBoolean()) {
                dangerous++;
                assertThat(address(each.get("input").asString())).isEqualTo(REFUSED);
                assertThat(request(each.get("input").asString())).isEqualTo(REFUSED);
            }
        }
        assertThat(dangerous).isEqualTo(28);
    }

    /* What is disputed is the zone; a request address is read without it. */
    @Test
    void disputedTextsAreRequestAddresses() {
        int disputed = 0;
        for (JsonNode each :
                SharedData.json("conformance/ip-literals/addresses.json").get("cases")) {
            if (each.get("consensus").asString().equals("disputed")) {
                disputed++;
                String input = each.get("input").asString();
                IpAddress withoutZone = IpAddress.parse(input.substring(0, input.indexOf('%')));
                assertThat(request(input)).isEqualTo(withoutZone.unmapped().toString());
            }
        }
        assertThat(disputed).isEqualTo(14);
    }

    @Test
    void strictPrefixesAgree() {
        Disagreements disagreements =
                new Disagreements()
                        .list("::ffff:127.100.200.254/128", REFUSED, MAPPED)
                        .list("1.2.3.0/255.255.255.0", REFUSED, MASK)
                        .list("2001:db8::%scope/32", REFUSED, ZONE)
                        .list("2000:aaa::%scope/48", REFUSED, ZONE)
                        .list("192.0.2.0/255.255.255.0", REFUSED, MASK)
                        .list("::1%scope/128", REFUSED, ZONE)
                        .list("2001::%scope/128", REFUSED, ZONE)
                        .list("1.2.3.4/255.255.255.255", REFUSED, MASK)
                        .list("::ffff:127.42.0.0/112", REFUSED, MAPPED)
                        .list("::ffff:0:0/96", REFUSED, MAPPED)
                        .list("2001::%scope/96", REFUSED, ZONE)
                        .list("172.31.255.128/255.255.255.240", REFUSED, MASK);
        JsonNode cases = SharedData.json("conformance/ip-literals/cidrs.json").get("cases");
        for (JsonNode each : cases) {
            String input = each.get("input").asString();
            disagreements.compare(input, verdict(each.get("cpython_strict")), prefix(input));
        }
        disagreements.check(cases.size());
    }

    @Test
    void vendorPrefixesAgree() {
        Disagreements disagreements =
                new Disagreements()
                        .list("::1%scope/120", REFUSED, ZONE)
                        .list("1.2.3.4/0.0.0.255", REFUSED, MASK)
                        .list("1.2.3.0/255.255.255.0", REFUSED, MASK)
                        .list("2001:db8::%scope/32", REFUSED, ZONE)
                        .list("2000:aaa::%scope/48", REFUSED, ZONE)
                        .list("192.0.2.0/255.255.255.0", REFUSED, MASK)
                        .list("::1%scope/80", REFUSED, ZONE)
                        .list("1.2.3.4/0.0.0.0", REFUSED, MASK)
                        .list("::1%scope/128", REFUSED, ZONE)
                        .list("2001::%scope/128", REFUSED, ZONE)
                        .list("1.2.3.4/255.255.255.255", REFUSED, MASK)
                        .list("2001::%scope/96", REFUSED, ZONE)
                        .list("172.31.255.128/255.255.255.240", REFUSED, MASK)
                        .list("::ffff:127.100.200.254/128", "127.100.200.254/32", MAPPED_VENDOR)
                        .list("::ffff:127.42.0.0/112", "127.42.0.0/16", MAPPED_VENDOR)
                        .list("::ffff:0:0/96", "0.0.0.0/0", MAPPED_VENDOR);
        JsonNode cases = SharedData.json("conformance/ip-literals/cidrs.json").get("cases");
        for (JsonNode each : cases) {
            String input = each.get("input").asString();
            disagreements.compare(input, verdict(each.get("cpython_loose")), vendorPrefix(input));
        }
        disagreements.check(cases.size());
    }

    private static String verdict(JsonNode node) {
        return node.isNull() ? REFUSED : node.asString();
    }

    private static String address(String text) {
        try {
            return AddressParser.parse(text).toString();
        } catch (AddressSyntaxException refused) {
            return REFUSED;
        }
    }

    private static String request(String text) {
        try {
            return AddressParser.parseRequestAddress(text).toString();
        } catch (AddressSyntaxException refused) {
            return REFUSED;
        }
    }

    private static String prefix(String text) {
        try {
            return AddressParser.parsePrefix(text).toString();
        } catch (AddressSyntaxException refused) {
            return REFUSED;
        }
    }

    private static String vendorPrefix(String text) {
        try {
            return AddressParser.parseVendorPrefix(text).toString();
        } catch (AddressSyntaxException refused) {
            return REFUSED;
        }
    }
}
