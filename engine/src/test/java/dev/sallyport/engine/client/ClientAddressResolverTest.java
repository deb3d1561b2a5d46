package dev.sallyport.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.client.AddressHeader.Syntax;
import dev.sallyport.engine.testdata.AsciiText;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Semantics section 2, one table per rule. */
class ClientAddressResolverTest {

    private static final IpAddress PROXY = IpAddress.parse("10.0.0.1");
    private static final IpAddress STRANGER = IpAddress.parse("203.0.113.9");
    private static final TrustedProxies TRUSTED =
            TrustedProxies.of(
                    Stream.of("10.0.0.0/8", "2001:db8:1::/48").map(IpPrefix::parse).toList());
    private static final AddressHeader REAL_IP = new AddressHeader("X-Real-IP", Syntax.SINGLE);

    private static String resolve(AddressHeader header, @Nullable IpAddress peer, String... lines) {
        List<AsciiText> values = Stream.of(lines).map(AsciiText::new).toList();
        ClientAddress found =
                new ClientAddressResolver(TRUSTED, header).resolve(peer, values, false);
        return switch (found) {
            case ClientAddress.Determined determined ->
                    determined.address() + " " + determined.derivedFrom();
            case ClientAddress.Undetermined undetermined -> undetermined.cause().name();
        };
    }

    /* "Start from the peer address; with PROXY protocol its source is the peer for all of this section." */
    @Test
    void peer() {
        assertThat(resolve(AddressHeader.X_FORWARDED_FOR, STRANGER)).isEqualTo("203.0.113.9 peer");
        assertThat(resolve(AddressHeader.X_FORWARDED_FOR, IpAddress.parse("::ffff:203.0.113.9")))
                .isEqualTo("203.0.113.9 peer");
        assertThat(resolve(AddressHeader.X_FORWARDED_FOR, null, "192.0.2.1"))
                .isEqualTo("PEER_UNKNOWN");
        assertThat(resolve(AddressHeader.X_FORWARDED_FOR, IpAddress.parse("::")))
                .isEqualTo("UNSPECIFIED_ADDRESS");
        assertThat(resolve(AddressHeader.X_FORWARDED_FOR, IpAddress.parse("::ffff:0.0.0.0")))
                .isEqualTo("UNSPECIFIED_ADDRESS");
        assertThat(ClientAddressResolver.PEER_ONLY.resolve(STRANGER, List.of(), true))
                .isEqualTo(new ClientAddress.Determined(STRANGER, ClientAddress.PROXY_PROTOCOL));
    }

    /* "Forwarding headers count only if the peer is inside a trusted-proxy prefix." */
    @ParameterizedTest
    @EnumSource
    void headersOfStrangersAreIgnored(Syntax syntax) {
        AddressHeader header = new AddressHeader("a", syntax);
        assertThat(resolve(header, STRANGER, "192.0.2.1")).isEqualTo("203.0.113.9 peer");
        assertThat(resolve(header, STRANGER, "\"", ",,,", "unknown")).isEqualTo("203.0.113.9 peer");
    }

    /* "A missing header from a trusted proxy … makes the client address undetermined." */
    @ParameterizedTest
    @EnumSource
    void missingHeader(Syntax syntax) {
        assertThat(resolve(new AddressHeader("a", syntax), PROXY)).isEqualTo("HEADER_MISSING");
        assertThat(resolve(new AddressHeader("a", syntax), PROXY, "")).isEqualTo("ELEMENT_EMPTY");
    }

    @Test
    void trustedPeerMayBeMapped() {
        assertThat(
                        resolve(
                                AddressHeader.X_FORWARDED_FOR,
                                IpAddress.parse("::ffff:10.0.0.1"),
                                "192.0.2.1"))
                .isEqualTo("192.0.2.1 x-forwarded-for");
    }

    /* "Walked from the right: trusted hops are skipped, the first untrusted address is the client address." */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    192.0.2.1                                | 192.0.2.1 x-forwarded-for
                    192.0.2.7, 192.0.2.1                     | 192.0.2.1 x-forwarded-for
                    192.0.2.1, 10.1.1.1, 2001:db8:1::7       | 192.0.2.1 x-forwarded-for
                    192.0.2.1,10.1.1.1,  10.1.1.2            | 192.0.2.1 x-forwarded-for
                    192.0.2.1, ::ffff:10.1.1.1               | 192.0.2.1 x-forwarded-for
                    10.1.1.1, 10.1.1.2                       | ONLY_TRUSTED_HOPS
                    nonsense, unknown, , 192.0.2.1, 10.1.1.1 | 192.0.2.1 x-forwarded-for
                    """)
    void walk(String line, String expected) {
        assertThat(resolve(AddressHeader.X_FORWARDED_FOR, PROXY, line)).isEqualTo(expected);
    }

    /* "All its lines are joined in order." */
    @Test
    void lines() {
        assertThat(
                        resolve(
                                AddressHeader.X_FORWARDED_FOR,
                                PROXY,
                                "192.0.2.1",
                                "192.0.2.2, 10.1.1.1",
                                "10.1.1.2"))
                .isEqualTo("192.0.2.2 x-forwarded-for");
        assertThat(resolve(AddressHeader.X_FORWARDED_FOR, PROXY, "192.0.2.1", ""))
                .isEqualTo("ELEMENT_EMPTY");
        assertThat(resolve(AddressHeader.X_FORWARDED_FOR, PROXY, "", "192.0.2.1"))
                .isEqualTo("192.0.2.1 x-forwarded-for");
        assertThat(resolve(AddressHeader.X_FORWARDED_FOR, PROXY, "10.1.1.1", "10.1.1.1"))
                .isEqualTo("ONLY_TRUSTED_HOPS");
    }

    /*
     * "Accepted elements: an address, a.b.c.d:port, [v6], [v6]:port. An empty or malformed element, unknown, _hidden …, ::,
     * 0.0.0.0 … makes the client address undetermined." "A zone id on a request address is dropped."
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    192.0.2.1:80             | 192.0.2.1
                    192.0.2.1:65535          | 192.0.2.1
                    2001:db8::1              | 2001:db8::1
                    [2001:db8::1]            | 2001:db8::1
                    [2001:db8::1]:443        | 2001:db8::1
                    [fe80::1%eth0]:443       | fe80::1
                    fe80::1%eth0             | fe80::1
                    ::ffff:192.0.2.1         | 192.0.2.1
                    [::ffff:192.0.2.1]:80    | 192.0.2.1
                    [::ffff:c000:201%1]      | 192.0.2.1
                    192.0.2.1:               | ELEMENT_MALFORMED
                    192.0.2.1:65536          | ELEMENT_MALFORMED
                    192.0.2.1:000080         | ELEMENT_MALFORMED
                    192.0.2.1:8a             | ELEMENT_MALFORMED
                    192.0.2.1:_port          | ELEMENT_MALFORMED
                    192.0.2.1 80             | ELEMENT_MALFORMED
                    [192.0.2.1]              | ELEMENT_MALFORMED
                    [192.0.2.1]:80           | ELEMENT_MALFORMED
                    [2001:db8::1             | ELEMENT_MALFORMED
                    2001:db8::1]             | ELEMENT_MALFORMED
                    [2001:db8::1]80          | ELEMENT_MALFORMED
                    [2001:db8::1]:           | ELEMENT_MALFORMED
                    [[2001:db8::1]]          | ELEMENT_MALFORMED
                    []                       | ELEMENT_MALFORMED
                    [:]                      | ELEMENT_MALFORMED
                    "192.0.2.1"              | ELEMENT_MALFORMED
                    for=192.0.2.1            | ELEMENT_MALFORMED
                    010.0.0.1                | ELEMENT_MALFORMED
                    2130706433               | ELEMENT_MALFORMED
                    127.1                    | ELEMENT_MALFORMED
                    192.0.2.1%eth0           | ELEMENT_MALFORMED
                    example.com              | ELEMENT_MALFORMED
                    10.0.0.0/8               | ELEMENT_MALFORMED
                    unknown                  | ELEMENT_HIDDEN
                    Unknown:80               | ELEMENT_HIDDEN
                    unknowns                 | ELEMENT_MALFORMED
                    _hidden                  | ELEMENT_HIDDEN
                    _gazonk:_port            | ELEMENT_HIDDEN
                    0.0.0.0                  | UNSPECIFIED_ADDRESS
                    0.0.0.0:80               | UNSPECIFIED_ADDRESS
                    [::]:80                  | UNSPECIFIED_ADDRESS
                    ::                       | UNSPECIFIED_ADDRESS
                    ::ffff:0.0.0.0           | UNSPECIFIED_ADDRESS
                    """)
    void elements(String element, String expected) {
        boolean determined =
                Character.isLowerCase(expected.charAt(0)) || Character.isDigit(expected.charAt(0));
        String list = determined ? expected + " x-forwarded-for" : expected;
        String single = determined ? expected + " x-real-ip" : expected;
        assertThat(resolve(AddressHeader.X_FORWARDED_FOR, PROXY, element)).isEqualTo(list);
        assertThat(
                        resolve(
                                AddressHeader.X_FORWARDED_FOR,
                                PROXY,
                                "203.0.113.1, " + element + "\t,10.1.1.1"))
                .isEqualTo(list);
        assertThat(resolve(REAL_IP, PROXY, " " + element)).isEqualTo(single);
    }

    @ParameterizedTest(name = "`{0}`")
    @CsvSource({
        "'192.0.2.1,'",
        "'192.0.2.1, '",
        "'192.0.2.1, ,10.1.1.1'",
        "','",
        "' '",
        "'192.0.2.1,,10.1.1.1'"
    })
    void emptyElements(String line) {
        assertThat(resolve(AddressHeader.X_FORWARDED_FOR, PROXY, line)).isEqualTo("ELEMENT_EMPTY");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    for=192.0.2.1                                       | 192.0.2.1 forwarded
                    For=192.0.2.1;proto=https;by=203.0.113.43           | 192.0.2.1 forwarded
                    by=203.0.113.43; FOR="192.0.2.1:4711" ;host=a       | 192.0.2.1 forwarded
                    for="[2001:db8:cafe::17]:4711"                      | 2001:db8:cafe::17 forwarded
                    for=[2001:db8:cafe::17]:4711                        | 2001:db8:cafe::17 forwarded
                    for="2001:db8:cafe::17"                             | 2001:db8:cafe::17 forwarded
                    for="[2001:db8:cafe::17]:_gazonk"                   | 2001:db8:cafe::17 forwarded
                    for="[fe80::1%25eth0]"                              | fe80::1 forwarded
                    for="[::ffff:192.0.2.1]"                            | 192.0.2.1 forwarded
                    for="1\\92.0.2.1\\:\\80"                            | 192.0.2.1 forwarded
                    for=192.0.2.1;;                                     | 192.0.2.1 forwarded
                    for=192.0.2.1, for=10.1.1.1                         | 192.0.2.1 forwarded
                    for=192.0.2.1;host="a, for=203.0.113.1", for=10.0.0.9 | 192.0.2.1 forwarded
                    for=192.0.2.1;host="a\\", for=203.0.113.1"          | 192.0.2.1 forwarded
                    for=192.0.2.1;host="a\\\\"                          | 192.0.2.1 forwarded
                    for=192.0.2.1;host="\\\\\\",\\\\"                   | 192.0.2.1 forwarded
                    for=", for=192.0.2.1                                | 192.0.2.1 forwarded
                    for="x\\", for=192.0.2.1                            | 192.0.2.1 forwarded
                    for="", for=192.0.2.1                               | 192.0.2.1 forwarded
                    for=10.1.1.1                                        | ONLY_TRUSTED_HOPS
                    for=_hidden                                         | ELEMENT_HIDDEN
                    for="_SEVKISEK:80"                                  | ELEMENT_HIDDEN
                    for=unknown;by=203.0.113.43                         | ELEMENT_HIDDEN
                    for="unknown:80"                                    | ELEMENT_HIDDEN
                    for=""                                              | ELEMENT_EMPTY
                    proto=https;by=203.0.113.43                         | ELEMENT_EMPTY
                    for=192.0.2.1,                                      | ELEMENT_EMPTY
                    for=192.0.2.1, proto=https                          | ELEMENT_EMPTY
                    for="0.0.0.0"                                       | UNSPECIFIED_ADDRESS
                    for=192.0.2.1;for=192.0.2.2                         | ELEMENT_MALFORMED
                    for=192.0.2.1;FOR=192.0.2.1                         | ELEMENT_MALFORMED
                    for=192.0.2.1 ;for                                  | ELEMENT_MALFORMED
                    for= 192.0.2.1                                      | ELEMENT_MALFORMED
                    for =192.0.2.1                                      | ELEMENT_MALFORMED
                    for=" 192.0.2.1"                                    | ELEMENT_MALFORMED
                    for=                                                | ELEMENT_MALFORMED
                    192.0.2.1                                           | ELEMENT_MALFORMED
                    for="192.0.2.1                                      | ELEMENT_MALFORMED
                    for=192.0.2.1"                                      | ELEMENT_MALFORMED
                    for="192.0.2.1"x                                    | ELEMENT_MALFORMED
                    for=192.0.2.1;by="\\                                | ELEMENT_MALFORMED
                    for="192.0.2.1\\"                                   | ELEMENT_MALFORMED
                    for=192.0.2.1 by=203.0.113.43                       | ELEMENT_MALFORMED
                    for=192.0.2.1, x", for=10.1.1.1                     | ELEMENT_MALFORMED
                    for="192.0.2.1, for=203.0.113.1"                    | ELEMENT_MALFORMED
                    for="[192.0.2.1]"                                   | ELEMENT_MALFORMED
                    """)
    void forwarded(String line, String expected) {
        assertThat(resolve(AddressHeader.FORWARDED, PROXY, line)).isEqualTo(expected);
    }

    /* A quoted string does not span lines, so a quote left open in one cannot swallow the next. */
    @Test
    void forwardedLines() {
        assertThat(
                        resolve(
                                AddressHeader.FORWARDED,
                                PROXY,
                                "for=\"",
                                "for=192.0.2.1",
                                "for=10.1.1.1"))
                .isEqualTo("192.0.2.1 forwarded");
        assertThat(
                        resolve(
                                AddressHeader.FORWARDED,
                                PROXY,
                                "for=192.0.2.1;host=\"a",
                                "b\";for=10.1.1.1"))
                .isEqualTo("ELEMENT_MALFORMED");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    192.0.2.1            | 192.0.2.1 x-real-ip
                    10.1.1.1             | ONLY_TRUSTED_HOPS
                    192.0.2.1, 192.0.2.1 | HEADER_REPEATED
                    192.0.2.1,           | HEADER_REPEATED
                    ,                    | HEADER_REPEATED
                    """)
    void single(String line, String expected) {
        assertThat(resolve(REAL_IP, PROXY, line)).isEqualTo(expected);
    }

    @Test
    void singleInTwoLines() {
        assertThat(resolve(REAL_IP, PROXY, "192.0.2.1", "192.0.2.1")).isEqualTo("HEADER_REPEATED");
    }

    /* "a … wider range never matches IPv4" holds for proxies too. */
    @Test
    void trustIsKeptApartByFamily() {
        TrustedProxies everyIpv6 = TrustedProxies.of(List.of(IpPrefix.parse("::/0")));
        assertThat(everyIpv6.contains(IpAddress.parse("2001:db8::1"))).isTrue();
        assertThat(everyIpv6.contains(IpAddress.parse("192.0.2.1"))).isFalse();
        assertThat(everyIpv6.contains(IpAddress.parse("::ffff:192.0.2.1"))).isFalse();
        IpPrefix mapped = IpPrefix.around(IpAddress.parse("::ffff:10.0.0.0"), 104);
        assertThat(TrustedProxies.of(List.of(mapped)).contains(PROXY)).isTrue();
    }
}
