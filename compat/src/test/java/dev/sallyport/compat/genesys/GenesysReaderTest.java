package dev.sallyport.compat.genesys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.compat.imports.ImportOutcome;
import dev.sallyport.compat.imports.Readings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of an organisation as somebody saved them, taken over. */
class GenesysReaderTest {

    @Test
    void theAddressesBecomeThePolicyOfTheDoor() {
        ImportOutcome.Taken taken =
                Readings.taken(
                        new GenesysReader(),
                        """
                        {"multifactorAuthenticationRequired":false,
                         "ipAddressAllowlist":["203.0.113.0/24","198.51.100.7/24","203.0.113.0/24"],
                         "domainAllowlistEnabled":true,"domainAllowlist":["crm.example.com"]}
                        """);
        assertThat(Readings.rules(taken.policy()))
                .containsExactly(
                        "ALLOW genesys-allowed-addresses [203.0.113.0/24, 198.51.100.0/24]");
        assertThat(Readings.lines(taken.report()))
                .containsExactly(
                        "/multifactorAuthenticationRequired: multifactorAuthenticationRequired:"
                                + " false: left-out: no setting of networks",
                        "/ipAddressAllowlist/0: 203.0.113.0/24: taken",
                        "/ipAddressAllowlist/1: 198.51.100.7/24: normalised: host bits are set:"
                                + " `198.51.100.0/24`",
                        "/ipAddressAllowlist/2: 203.0.113.0/24: duplicate: the same as"
                                + " /ipAddressAllowlist/0",
                        "/domainAllowlistEnabled: domainAllowlistEnabled: true: left-out: no"
                                + " setting of networks",
                        "/domainAllowlist/0: crm.example.com: needs-attention: a web domain that"
                                + " may embed the client; policies are about networks");
    }

    @Test
    void theDeprecatedDocumentIsReadToo() {
        assertThat(
                        Readings.rules(
                                Readings.taken(
                                                new GenesysReader(),
                                                "{\"networkWhitelist\":[\"203.0.113.0/24\"]}")
                                        .policy()))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ipAddressAllowlist\":[]}",
                "{\"ipAddressAllowlist\":null}",
                "{\"ipAddressAllowlist\":[\"2001:db8::/32\"]}",
                "{\"ipAddressAllowlist\":[7]}",
                "{\"ipAddressAllowlist\":\"203.0.113.0/24\"}",
                "{\"range\":[]}",
                "[]",
                "{",
            })
    void whatRestrictsNobodyOrIsNoneIsRefused(String text) {
        assertThat(Readings.refused(new GenesysReader(), text).why()).isNotEmpty();
    }
}
