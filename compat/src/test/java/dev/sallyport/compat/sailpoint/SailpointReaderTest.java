package dev.sallyport.compat.sailpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.compat.imports.ImportOutcome;
import dev.sallyport.compat.imports.Readings;
import dev.sallyport.compat.imports.SourceReader;
import dev.sallyport.engine.policy.ChannelId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A network configuration as somebody saved it, taken over. */
class SailpointReaderTest {

    private static final SourceReader READER = new SailpointReader(false);

    /**
     * The vendor's own example of a range, with addresses beside it, and countries that are
     * trusted.
     */
    @Test
    void bothConditionsAreTakenAsAtTheDoor() {
        ImportOutcome.Taken taken =
                Readings.taken(
                        READER,
                        """
                        {"range":["203.0.113.7","255.255.255.252/30","198.51.100.0/255.255.255.0","203.0.113.7/32"],
                         "geolocation":["CA","FR","QQ","CA"],"whitelisted":true}
                        """);
        assertThat(Readings.rules(taken.policy()))
                .containsExactly(
                        "DENY sailpoint-network [any] except [203.0.113.7/32, 255.255.255.252/30, 198.51.100.0/24]",
                        "DENY sailpoint-countries [any] except [country CA, country FR, country QQ]");
        assertThat(Readings.lines(taken.report()))
                .containsExactly(
                        "/range/0: 203.0.113.7: taken",
                        "/range/1: 255.255.255.252/30: taken",
                        "/range/2: 198.51.100.0/255.255.255.0: normalised: written as `198.51.100.0/24` here",
                        "/range/3: 203.0.113.7/32: duplicate: the same as /range/0",
                        "/geolocation/0: CA: taken",
                        "/geolocation/1: FR: taken",
                        "/geolocation/2: QQ: needs-attention: no country has this code, so it matches nothing",
                        "/geolocation/3: CA: duplicate: the same as /geolocation/0",
                        "/whitelisted: whitelisted: true: taken: the countries are those that are trusted");
        assertThat(taken.report().warnings())
                .anyMatch(warning -> warning.contains("auth profiles"))
                .anyMatch(warning -> warning.contains("--except-sso"));
        assertThat(taken.policy().rules())
                .allMatch(rule -> rule.scope().exceptChannels().isEmpty());
    }

    @Test
    void countriesThatAreNotTrustedAreDenied() {
        assertThat(
                        Readings.rules(
                                Readings.taken(
                                                READER,
                                                "{\"range\":null,\"geolocation\":[\"KP\"],\"whitelisted\":false}")
                                        .policy()))
                .containsExactly("DENY sailpoint-countries [country KP]");
    }

    @Test
    void singleSignOnIsLeftOutIfAsked() {
        ImportOutcome.Taken taken =
                Readings.taken(new SailpointReader(true), "{\"range\":[\"203.0.113.0/24\"]}");
        assertThat(taken.policy().rules().getFirst().scope().exceptChannels())
                .containsExactly(new ChannelId("sso"));
    }

    @Test
    void countriesOfWhichItIsNotSaidWhetherTheyAreTrustedAreNeverGuessed() {
        String text =
                "{\"range\":[\"203.0.113.7\"],\"geolocation\":[\"FR\"],\"whitelisted\":\"true,\"}";
        ImportOutcome.Taken taken =
                Readings.taken(READER.read(text.getBytes(UTF_8), Readings.skipping()));
        assertThat(Readings.rules(taken.policy()))
                .containsExactly("DENY sailpoint-network [any] except [203.0.113.7/32]");
        assertThat(Readings.lines(taken.report()))
                .contains(
                        "/geolocation/0: FR: needs-attention: not taken: `whitelisted` does not say whether it is trusted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"range\":null,\"geolocation\":null,\"whitelisted\":false}",
                "{\"range\":[]}",
                "{\"range\":[\"203.0.113.1-203.0.113.9\"]}",
                "{\"range\":[7]}",
                "{\"geolocation\":[\"fr\"],\"whitelisted\":true}",
                "{\"range\":[\"203.0.113.1\"],\"whitelisted\":\"false,\"}",
                "{\"range\":\"203.0.113.1\"}",
                "{\"rules\":[]}",
                "[]",
                "{",
            })
    void whatRestrictsNobodyOrIsNoneIsRefused(String text) {
        assertThat(Readings.refused(READER, text).why()).isNotEmpty();
    }
}
