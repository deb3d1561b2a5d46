package dev.sallyport.engine.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Hosts are compared in one form, and there is one grammar: whatever a header may name a tenant may
 * own, and nothing else.
 */
final class HostNameTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            textBlock =
                    """
                    canonical           , acme.example.com         , acme.example.com
                    upper case          , Acme.EXAMPLE.Com         , acme.example.com
                    a port              , acme.example.com:8443    , acme.example.com
                    an empty port       , acme.example.com:        , acme.example.com
                    a trailing dot      , acme.example.com.        , acme.example.com
                    dot and port        , Acme.example.com.:443    , acme.example.com
                    one label           , localhost                , localhost
                    underscores         , a_b._tcp.example         , a_b._tcp.example
                    hyphens at the ends , -a-.example              , -a-.example
                    A-labels            , XN--bcher-kva.example    , xn--bcher-kva.example
                    IPv4                , 192.0.2.1:80             , 192.0.2.1
                    IPv6                , [2001:0DB8::1]           , [2001:db8::1]
                    IPv6 and a port     , [::1]:8080               , [::1]
                    """)
    void namesOneHost(String name, String text, String expected) {
        assertThat(HostName.parse(text)).isEqualTo(new HostName(expected));
        assertThat(HostName.parse(expected)).isEqualTo(new HostName(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a..b",
                "a..",
                ".a",
                "a b",
                " a",
                "a/b",
                "*.example.com",
                "::1",
                "[::1",
                "[]",
                "[::1]x",
                "[192.0.2.1]",
                "[fe80::1%25eth0]",
                "a:b",
                "a:80:80",
                "a:123456",
                "a:-1",
                ":80",
                "bücher.example",
                "\u212A.example",
                "a\u0000",
                "a\n",
                "http://a",
                "user@a",
                "%61"
            })
    void namesNoHost(String text) {
        assertThat(HostName.parse(text)).isNull();
        assertThatIllegalArgumentException().isThrownBy(() -> new HostName(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Acme", "a.", "a:80", "[2001:DB8::1]", "[::1]:80", "[2001:0db8::1]"})
    void valueIsCanonicalByConstruction(String text) {
        assertThat(HostName.parse(text)).isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> new HostName(text));
    }

    @Test
    void lengthsAreThoseOfDns() {
        String label = "a".repeat(63);
        String longest = String.join(".", label, label, label, "b".repeat(61));
        assertThat(longest).hasSize(253);

        assertThat(HostName.parse(longest + ".:65535")).isEqualTo(new HostName(longest));
        assertThat(HostName.parse(longest + "b")).isNull();
        assertThat(HostName.parse("a".repeat(64))).isNull();
        assertThat(HostName.parse("a".repeat(64) + ".a")).isNull();
        assertThat(HostName.parse("a".repeat(1_000_000))).isNull();
    }
}
