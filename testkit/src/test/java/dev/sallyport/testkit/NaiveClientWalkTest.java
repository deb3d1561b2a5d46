package dev.sallyport.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.testkit.NaiveClientWalk.Form;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Semantics section 2; trusted are 10.0.0.0/8 and fd00::/8. */
final class NaiveClientWalkTest {

    private static final List<IpPrefix> TRUSTED =
            List.of(IpPrefix.parse("10.0.0.0/8"), IpPrefix.parse("fd00::/8"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "198.51.100.1                                  | 198.51.100.1",
                "203.0.113.9, 198.51.100.1                     | 198.51.100.1",
                "198.51.100.1, 10.0.0.2, fd00::1               | 198.51.100.1",
                "nonsense, 198.51.100.1                        | 198.51.100.1",
                "198.51.100.1:443                              | 198.51.100.1",
                "[2001:db8::1]:443                             | 2001:db8::1",
                "[2001:db8::1]                                 | 2001:db8::1",
                "2001:db8::1                                   | 2001:db8::1",
                "fe80::1%eth0                                  | fe80::1",
                "::ffff:198.51.100.1                           | 198.51.100.1",
                "198.51.100.1, ::ffff:10.0.0.2                 | 198.51.100.1",
                "198.51.100.1, unknown                         | ELEMENT_HIDDEN",
                "198.51.100.1, _gazonk                         | ELEMENT_HIDDEN",
                "198.51.100.1,                                 | ELEMENT_EMPTY",
                "198.51.100.1,,10.0.0.2                        | ELEMENT_EMPTY",
                "198.51.100.1, 010.0.0.1                       | ELEMENT_MALFORMED",
                "198.51.100.1, 1.2.3.4:99999                   | ELEMENT_MALFORMED",
                "198.51.100.1, [10.0.0.1]                      | ELEMENT_MALFORMED",
                "198.51.100.1, 0.0.0.0                         | UNSPECIFIED_ADDRESS",
                "198.51.100.1, ::                              | UNSPECIFIED_ADDRESS",
                "10.0.0.2, 10.0.0.3                            | ONLY_TRUSTED_HOPS",
            })
    void comma_list(String header, String expected) {
        assertThat(walk(Form.COMMA_LIST, header)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "for=198.51.100.1                              | 198.51.100.1",
                "For=198.51.100.1;proto=https;by=10.0.0.1      | 198.51.100.1",
                "for=\"[2001:db8::1]:4711\"                    | 2001:db8::1",
                "for=\"198.51.100.1:_port\"                    | 198.51.100.1",
                "for=\"a,b\", for=198.51.100.1                 | 198.51.100.1",
                "for=198.51.100.1, for=10.0.0.2                | 198.51.100.1",
                "for=198.51.100.1, for=\"unknown\"             | ELEMENT_HIDDEN",
                "for=198.51.100.1, proto=https                 | ELEMENT_EMPTY",
                "for=198.51.100.1, for=1.2.3.4;for=5.6.7.8     | ELEMENT_MALFORMED",
                "for=198.51.100.1, for=[2001:db8::1]           | 2001:db8::1",
                "for=198.51.100.1, for=a@b                     | ELEMENT_MALFORMED",
            })
    void forwarded(String header, String expected) {
        assertThat(walk(Form.FORWARDED, header)).isEqualTo(expected);
    }

    @Test
    void headers_count_only_from_a_trusted_peer() {
        NaiveClientWalk walk =
                new NaiveClientWalk(
                        List.of(
                                new NaiveClientWalk.Profile(
                                        TRUSTED, "X-Forwarded-For", Form.COMMA_LIST)),
                        List.of(IpPrefix.parse("192.0.2.1")));
        Map<String, List<String>> headers = Map.of("x-forwarded-for", List.of("198.51.100.1"));
        assertThat(text(walk.walk(IpAddress.parse("203.0.113.1"), null, headers)))
                .isEqualTo("203.0.113.1");
        assertThat(text(walk.walk(IpAddress.parse("10.0.0.1"), null, Map.of())))
                .isEqualTo("HEADER_MISSING");
        assertThat(text(walk.walk(null, null, headers))).isEqualTo("PEER_UNKNOWN");
        // The source of a PROXY protocol header is the peer, but only from a peer that is to send
        // one.
        IpAddress source = IpAddress.parse("10.0.0.1");
        assertThat(text(walk.walk(IpAddress.parse("192.0.2.1"), source, headers)))
                .isEqualTo("198.51.100.1");
        assertThat(text(walk.walk(IpAddress.parse("192.0.2.2"), source, headers)))
                .isEqualTo("192.0.2.2");
    }

    private static String walk(Form form, String line) {
        NaiveClientWalk walk =
                new NaiveClientWalk(
                        List.of(new NaiveClientWalk.Profile(TRUSTED, "H", form)), List.of());
        return text(walk.walk(IpAddress.parse("10.0.0.1"), null, Map.of("h", List.of(line))));
    }

    private static String text(ClientAddress client) {
        return switch (client) {
            case ClientAddress.Determined determined -> determined.address().toString();
            case ClientAddress.Undetermined undetermined -> undetermined.cause().name();
        };
    }
}
