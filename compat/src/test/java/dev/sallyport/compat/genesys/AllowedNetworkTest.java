package dev.sallyport.compat.genesys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.engine.address.AddressSyntaxException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** "IPv4 only, CIDR only": what an entry of the list is. */
final class AllowedNetworkTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.0/24, 203.0.113.0/24",
        "192.168.100.0/22, 192.168.100.0/22", // the help page's own example, a private network
        "10.1.2.3/32, 10.1.2.3/32",
        "0.0.0.0/0, 0.0.0.0/0",
        "203.0.113.7/24, 203.0.113.0/24", // host bits match nothing more
    })
    void networksAreTakenAndKeepTheirText(String text, String matched) {
        AllowedNetwork network = AllowedNetwork.parse(text);

        assertThat(network.text()).isEqualTo(text);
        assertThat(network.prefix()).hasToString(matched);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "203.0.113.7",
                "203.0.113.0/33",
                "203.0.113.0/024",
                "203.0.113.0/-1",
                "203.0.113.0/",
                "203.0.113.0/255.255.255.0",
                "203.0.113.1-203.0.113.9",
                "203.0.113.*",
                "203.0.113/24",
                "0203.0.113.0/24",
                " 203.0.113.0/24",
                "203.0.113.0/24 ",
                "203.0.113.0/24,198.51.100.0/24",
                "2001:db8::/32",
                "::ffff:203.0.113.0/120",
                "::/0",
                "office.example.com",
                "office.example.com/24",
                "",
                "/",
                "\u0000",
            })
    void everythingElseIsRefused(String text) {
        assertThatThrownBy(() -> AllowedNetwork.parse(text))
                .isInstanceOf(AddressSyntaxException.class);
    }
}
