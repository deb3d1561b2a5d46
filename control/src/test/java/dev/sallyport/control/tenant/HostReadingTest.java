package dev.sallyport.control.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.host.HostName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts are compared in one form: lower case, A-labels, no port, no trailing dot. */
final class HostReadingTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            textBlock =
                    """
                    canonical           , acme.example.com         , acme.example.com
                    upper case          , Acme.EXAMPLE.Com         , acme.example.com
                    a port              , acme.example.com:8443    , acme.example.com
                    an empty port       , acme.example.com:        , acme.example.com
                    a trailing dot      , acme.example.com.        , acme.example.com
                    dot and port        , acme.example.com.:443    , acme.example.com
                    one label           , localhost                , localhost
                    underscores         , a_b.example              , a_b.example
                    hyphens at the ends , -a-.example              , -a-.example
                    IPv6                , [2001:DB8:0::1]:443      , [2001:db8::1]
                    U-labels and port   , bücher.example.:443      , xn--bcher-kva.example
                    U-labels            , bücher.example           , xn--bcher-kva.example
                    U-labels in capitals, BÜCHER.example           , xn--bcher-kva.example
                    """)
    void namesOneHost(String name, String text, String expected) {
        assertThat(HostReading.read(text)).contains(new HostName(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a..b",
                ".a",
                "a b",
                "a/b",
                "*.example.com",
                "[::1",
                "bücher.example:http",
                "[bücher]",
                "::1",
                "a:b",
                "a:123456",
                "a:-1",
                "straße.example",
                "a\u200db.example",
                "\u0000",
                "a\n",
                "http://a",
                "user@a",
                "%61",
                "а\u0000"
            })
    void namesNoHost(String text) {
        assertThat(HostReading.read(text)).isEmpty();
    }

    @Test
    void lengthsAreThoseOfDns() {
        String label = "a".repeat(63);
        String longest = String.join(".", label, label, label, "b".repeat(61));
        assertThat(longest).hasSize(253);

        assertThat(HostReading.read(longest)).isPresent();
        assertThat(HostReading.read(longest + "b")).isEmpty();
        assertThat(HostReading.read("a".repeat(64))).isEmpty();
        assertThat(HostReading.read("a".repeat(1_000_000))).isEmpty();
    }

    @Test
    void lettersAboutWhichClientsDisagreeAreWrittenAsLabelsOfAscii() {
        assertThat(HostReading.read("xn--strae-oqa.example")).isPresent();
    }
}
