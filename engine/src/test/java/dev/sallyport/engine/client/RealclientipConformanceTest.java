package dev.sallyport.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.AddressParser;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpSet;
import dev.sallyport.engine.client.AddressHeader.Syntax;
import dev.sallyport.engine.testdata.Disagreements;
import dev.sallyport.engine.testdata.SharedData;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Every case of {@code forwarded/realclientip.json}. Strategies of that library that have no
 * counterpart here, such as the leftmost address or a number of hops, are run with the one walk
 * there is; where that gives another address, the case says why.
 */
class RealclientipConformanceTest {

    private static final String NONE = "none";
    private static final String REFUSED = "refused";
    private static final String ZONE = "a zone id is dropped";
    private static final String LEFTMOST = "the leftmost address is whatever the client wrote";
    private static final String COUNT = "hops are trusted by address, never by number";
    private static final String NO_PEER = "without a peer nobody vouches for the header";
    private static final String ANY_NAME =
            "the operator says which header holds a single address or a list";

    /* The proxy that sends the headers, where a case has none. */
    private static final IpPrefix PROXY = IpPrefix.parse("198.51.100.200/32");

    private static final IpSet PRIVATE =
            IpSet.ofPrefixes(
                    Stream.of(
                                    "0.0.0.0/8",
                                    "10.0.0.0/8",
                                    "100.64.0.0/10",
                                    "127.0.0.0/8",
                                    "169.254.0.0/16",
                                    "172.16.0.0/12",
                                    "192.168.0.0/16",
                                    "::1/128",
                                    "fc00::/7",
                                    "fe80::/10")
                            .map(IpPrefix::parse)
                            .toList());

    private static JsonNode group(String name) {
        return SharedData.json("conformance/forwarded/realclientip.json")
                .get("groups")
                .get(name)
                .get("cases");
    }

    @Test
    void everyGroupHasATest() {
        List<String> names = new ArrayList<>();
        SharedData.json("conformance/forwarded/realclientip.json")
                .get("groups")
                .properties()
                .forEach(group -> names.add(group.getKey()));
        assertThat(names)
                .containsExactly(
                        "TestRemoteAddrStrategy",
                        "TestSingleIPHeaderStrategy",
                        "TestLeftmostNonPrivateStrategy",
                        "TestRightmostNonPrivateStrategy",
                        "TestRightmostTrustedCountStrategy",
                        "TestRightmostTrustedRangeStrategy",
                        "TestParseIPAddr",
                        "Test_isPrivateOrLocal",
                        "Test_parseForwardedListItem",
                        "Test_forwardedHeaderRFCDeviations");
    }

    private static String theirs(JsonNode each) {
        if (each.has("wantErr")) {
            return REFUSED;
        }
        JsonNode want = each.get("want");
        return want.isNull() || want.asString().isEmpty() ? NONE : canonical(want.asString());
    }

    /* Their IPv6 texts are not all canonical. */
    private static String canonical(String text) {
        IpAddress address = AddressParser.tryParse(text, 0, text.length());
        return address == null ? text : address.toString();
    }

    private static String ours(ClientAddress found) {
        return switch (found) {
            case ClientAddress.Determined determined -> determined.address().toString();
            case ClientAddress.Undetermined ignored -> NONE;
        };
    }

    private static @Nullable IpAddress node(String text) {
        return NodeText.tryParse(text, 0, text.length(), false);
    }

    private static List<String> lines(JsonNode arguments, String header) {
        List<String> lines = new ArrayList<>();
        if (arguments.has("headers")) {
            for (Map.Entry<String, JsonNode> field : arguments.get("headers").properties()) {
                if (field.getKey().equalsIgnoreCase(header)) {
                    field.getValue().forEach(line -> lines.add(line.asString()));
                }
            }
        }
        return lines;
    }

    private static String walk(JsonNode arguments, Syntax syntax, List<IpPrefix> trusted) {
        String name = arguments.get("headerName").asString();
        AddressHeader header;
        try {
            header = new AddressHeader(name, syntax);
        } catch (IllegalArgumentException refused) {
            return REFUSED;
        }
        List<IpPrefix> all = new ArrayList<>(trusted);
        all.add(PROXY);
        boolean hasPeer = arguments.has("remoteAddr") && arguments.has("trustedRanges");
        IpAddress peer = hasPeer ? node(arguments.get("remoteAddr").asString()) : PROXY.address();
        return ours(
                new ClientAddressResolver(TrustedProxies.of(all), header)
                        .resolve(peer, lines(arguments, name), false));
    }

    private static Syntax listSyntax(JsonNode arguments) {
        return arguments.get("headerName").asString().equalsIgnoreCase("forwarded")
                ? Syntax.FORWARDED
                : Syntax.LIST;
    }

    @Test
    void peerOnly() {
        Disagreements disagreements =
                new Disagreements().list("IPv6 with zone and no port", "fe80::1111", ZONE);
        JsonNode cases = group("TestRemoteAddrStrategy");
        for (JsonNode each : cases) {
            IpAddress peer = node(each.get("args").get("remoteAddr").asString());
            disagreements.compare(
                    each.get("name").asString(),
                    theirs(each),
                    ours(ClientAddressResolver.PEER_ONLY.resolve(peer, List.of(), false)));
        }
        disagreements.check(cases.size());
    }

    @Test
    void singleHeader() {
        Disagreements disagreements =
                new Disagreements()
                        .list("IPv6 with zone and port", "fe80::1111", ZONE)
                        .list("Error: X-Forwarded-For header", "3.3.3.3", ANY_NAME);
        JsonNode cases = group("TestSingleIPHeaderStrategy");
        for (JsonNode each : cases) {
            disagreements.compare(
                    each.get("name").asString(),
                    theirs(each),
                    walk(each.get("args"), Syntax.SINGLE, List.of()));
        }
        disagreements.check(cases.size());
    }

    @Test
    void leftmost() {
        Disagreements disagreements =
                new Disagreements()
                        .list("IPv4 with port", "4.4.4.4", LEFTMOST)
                        .list("IPv4 with no port", "6.6.6.6", LEFTMOST)
                        .list("IPv6 with port", "4.4.4.4", LEFTMOST)
                        .list("IPv6 with port and zone", "6.6.6.6", LEFTMOST)
                        .list("IPv4-mapped IPv6 with port", "4.4.4.4", LEFTMOST)
                        .list("Error: invalid header", NONE, ANY_NAME);
        JsonNode cases = group("TestLeftmostNonPrivateStrategy");
        for (JsonNode each : cases) {
            JsonNode arguments = each.get("args");
            disagreements.compare(
                    each.get("name").asString(),
                    theirs(each),
                    walk(arguments, listSyntax(arguments), PRIVATE.prefixes()));
        }
        disagreements.check(cases.size());
    }

    @Test
    void rightmostNotPrivate() {
        Disagreements disagreements =
                new Disagreements()
                        .list(
                                "Forwarded: rightmost not desirable",
                                NONE,
                                "an empty element ends the walk")
                        .list("Error: invalid header", NONE, ANY_NAME);
        JsonNode cases = group("TestRightmostNonPrivateStrategy");
        for (JsonNode each : cases) {
            JsonNode arguments = each.get("args");
            disagreements.compare(
                    each.get("name").asString(),
                    theirs(each),
                    walk(arguments, listSyntax(arguments), PRIVATE.prefixes()));
        }
        disagreements.check(cases.size());
    }

    @Test
    void trustedCount() {
        Disagreements disagreements =
                new Disagreements()
                        .list("Fail: header too short/count too large", "12.12.12.12", COUNT)
                        .list("Fail: zero value at count index", "6.6.6.6", COUNT)
                        .list("Error: invalid header", "::1", ANY_NAME)
                        .list("Error: negative trustedCount", "4.4.4.4", COUNT);
        JsonNode cases = group("TestRightmostTrustedCountStrategy");
        for (JsonNode each : cases) {
            JsonNode arguments = each.get("args");
            disagreements.compare(
                    each.get("name").asString(),
                    theirs(each),
                    walk(arguments, listSyntax(arguments), List.of()));
        }
        disagreements.check(cases.size());
    }

    @Test
    void trustedRanges() {
        Disagreements disagreements =
                new Disagreements()
                        .list(
                                "Peer untrusted IPv6 with zone: returns peer with zone",
                                "fe80::1",
                                ZONE)
                        .list("Peer Unix socket: walks header as normal", NONE, NO_PEER)
                        .list("Peer empty: walks header as normal", NONE, NO_PEER)
                        .list("Peer garbage: walks header as normal", NONE, NO_PEER);
        JsonNode cases = group("TestRightmostTrustedRangeStrategy");
        for (JsonNode each : cases) {
            JsonNode arguments = each.get("args");
            List<IpPrefix> trusted = new ArrayList<>();
            arguments
                    .get("trustedRanges")
                    .forEach(range ->
                            trusted.add(AddressParser.parseVendorPrefix(range.asString())));
            disagreements.compare(
                    each.get("name").asString(),
                    theirs(each),
                    walk(arguments, listSyntax(arguments), trusted));
        }
        disagreements.check(cases.size());
    }

    @Test
    void nodes() {
        Disagreements disagreements =
                new Disagreements()
                        .list(
                                "Bad port (is discarded)",
                                NONE,
                                "an element with a port that is none is malformed");
        JsonNode cases = group("TestParseIPAddr");
        for (JsonNode each : cases) {
            IpAddress address = node(each.get("ipStr").asString());
            disagreements.compare(
                    each.get("name").asString(),
                    each.get("want").get("IP").asString(),
                    address == null ? NONE : address.toString());
        }
        disagreements.check(cases.size());
    }

    /* Checks the set that the tests above use; the product has no notion of a private address. */
    @Test
    void privateAddresses() {
        Disagreements disagreements = new Disagreements();
        JsonNode cases = group("Test_isPrivateOrLocal");
        for (JsonNode each : cases) {
            IpAddress address = node(each.get("ip").asString());
            disagreements.compare(
                    each.get("name").asString(),
                    String.valueOf(each.get("want").asBoolean()),
                    String.valueOf(address != null && PRIVATE.contains(address)));
        }
        disagreements.check(cases.size());
    }

    @Test
    void forwardedElements() {
        Disagreements disagreements =
                new Disagreements()
                        .list("IPv6 with port, quotes, and zone", "fe80::abcd", ZONE)
                        .list("IPv6 with zone, no quotes, no port", "fe80::abcd", ZONE)
                        .list(
                                "RFC deviation: Incorrect whitespace",
                                NONE,
                                "RFC 7239 has no white space around the equals sign");
        JsonNode cases = group("Test_parseForwardedListItem");
        for (JsonNode each : cases) {
            disagreements.compare(
                    each.get("name").asString(), theirs(each), element(each.get("fwd").asString()));
        }
        disagreements.check(cases.size());
    }

    private static String element(String element) {
        ClientAddressResolver resolver =
                new ClientAddressResolver(
                        TrustedProxies.of(List.of(PROXY)), AddressHeader.FORWARDED);
        return ours(resolver.resolve(PROXY.address(), List.of(element), false));
    }

    @Test
    void deviations() {
        Disagreements disagreements =
                new Disagreements()
                        .list(
                                "Comma in quotes",
                                "[none, 4.4.4.4]",
                                "a comma inside quotes separates nothing")
                        .list(
                                "Duplicate token",
                                "[none, 3.3.3.3]",
                                "an element that names two hops can be read in two ways")
                        .list(
                                "Equal sign spaces",
                                "[none, none]",
                                "RFC 7239 has no white space around the equals sign");
        JsonNode cases = group("Test_forwardedHeaderRFCDeviations");
        for (JsonNode each : cases) {
            List<String> theirs = new ArrayList<>();
            each.get("want")
                    .forEach(address -> theirs.add(address.isNull() ? NONE : address.asString()));
            Deque<String> ours = new ArrayDeque<>();
            for (String line : lines(each.get("args"), "forwarded").reversed()) {
                int end = line.length();
                while (end >= 0) {
                    int start = ForwardedElement.start(line, end);
                    ours.addFirst(element(line.substring(start, end)));
                    end = start - 1;
                }
            }
            disagreements.compare(each.get("name").asString(), theirs.toString(), ours.toString());
        }
        disagreements.check(cases.size());
    }
}
