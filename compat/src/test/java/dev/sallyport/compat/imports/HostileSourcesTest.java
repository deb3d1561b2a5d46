package dev.sallyport.compat.imports;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.compat.csv.CsvReader;
import dev.sallyport.compat.genesys.GenesysReader;
import dev.sallyport.compat.nginx.NginxReader;
import dev.sallyport.compat.okta.OktaReader;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.testkit.Chance;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes, a reading ends soon, in bounded memory, and with an outcome. */
class HostileSourcesTest {

    private static final Map<String, SourceReader> READERS =
            Map.of(
                    "csv", new CsvReader(Effect.ALLOW),
                    "nginx", new NginxReader("", Set.of(), Set.of()),
                    "okta", new OktaReader(),
                    "genesys", new GenesysReader());

    private static final List<String> SAMPLES =
            List.of(
                    "ip,label,expires\n203.0.113.0/24,\"a \"\"b\"\"\",2027-01-31\nFR;AS64500\n",
                    """
                    # x
                    allow 203.0.113.0/24; # Paris
                    geo $a { default 0; ranges; 192.0.2.1-192.0.2.2 1; }
                    server { location /a { deny all; } if ($a) { return 403; } include "b"; }
                    """,
                    "[{\"type\":\"IP\",\"name\":\"HQ\",\"status\":\"ACTIVE\",\"usage\":\"BLOCKLIST\",\"gateways\":[{\"type\":\"CIDR\","
                            + "\"value\":\"203.0.113.0/24\"}]},{\"type\":\"DYNAMIC_V2\",\"locations\":{\"include\":[{\"country\":\"FR\"}]}}]",
                    "{\"ipAddressAllowlist\":[\"203.0.113.0/24\"],\"domainAllowlist\":[\"a.example\"]}");

    /** Every prefix of every sample, and every sample with bytes changed, to every reader. */
    @Test
    void mutilatedFilesHaveAnOutcome() {
        int taken = 0;
        int refused = 0;
        Chance chance = new Chance(11);
        for (String sample : SAMPLES) {
            byte[] whole = sample.getBytes(UTF_8);
            for (int i = 0; i < 600; i++) {
                byte[] bytes =
                        Arrays.copyOf(
                                whole,
                                chance.oneIn(2) ? whole.length : chance.between(0, whole.length));
                for (int j = chance.below(4); j > 0 && bytes.length > 0; j--) {
                    bytes[chance.below(bytes.length)] = (byte) chance.below(256);
                }
                for (SourceReader reader : READERS.values()) {
                    switch (reader.read(bytes, Readings.skipping())) {
                        case ImportOutcome.Taken _ -> taken++;
                        case ImportOutcome.Refused _ -> refused++;
                    }
                    boolean _ = KindGuess.of(bytes).isPresent();
                }
            }
        }
        assertThat(taken).as("mutilated files that still say something").isGreaterThan(200);
        assertThat(refused).isGreaterThan(2_000);
    }

    private static String repeated(String part) {
        return part.repeat((2 << 20) / part.length());
    }

    /** Millions of bytes, all of one kind that costs most. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a;",
                "a{",
                "}",
                "\n",
                " ",
                ",",
                "a,b\n",
                "192.0.2.1\n",
                "\"",
                "[",
                "[],",
                "{}",
                "0 ",
                "\\",
                "#",
                "#\n",
                "$",
                "-",
                "deny 192.0.2.1;\n",
                "é"
            })
    void longFilesEndSoon(String part) {
        byte[] bytes = repeated(part).getBytes(UTF_8);
        READERS.forEach((name, reader) ->
                Assertions.assertTimeout(
                        Duration.ofSeconds(60),
                        () -> {
                            ImportOutcome outcome = reader.read(bytes, Readings.skipping());
                            assertThat(outcome.report().lines().size())
                                    .as(name)
                                    .isLessThanOrEqualTo(ImportTerms.MAX_LINES);
                        },
                        name));
        boolean _ = KindGuess.of(bytes).isPresent();
    }

    @Test
    void longFieldsAndNamesEndSoon() {
        String blanks = "192.0.2.1" + " ".repeat(2_000_000) + "x";
        assertThat(read("csv", "ip\n" + blanks)).isNotNull();
        assertThat(read("csv", "ip\n\"" + blanks + "\"")).isNotNull();
        assertThat(read("nginx", "allow " + "1".repeat(2_000_000) + "; deny all;")).isNotNull();
        String name = "n".repeat(900);
        StringBuilder deep = new StringBuilder();
        for (int i = 0; i < 25; i++) {
            deep.append("{\"").append(name).append("\":");
        }
        String wide = deep + "[" + "1,".repeat(2_000_000) + "1]" + "}".repeat(25);
        assertThat(read("okta", wide)).isInstanceOf(ImportOutcome.Refused.class);
    }

    private static ImportOutcome read(String reader, String text) {
        SourceReader known = Objects.requireNonNull(READERS.get(reader));
        return known.read(text.getBytes(ISO_8859_1), Readings.skipping());
    }
}
