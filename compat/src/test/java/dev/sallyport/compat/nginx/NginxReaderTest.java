package dev.sallyport.compat.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.compat.imports.ImportOutcome;
import dev.sallyport.compat.imports.Readings;
import dev.sallyport.compat.imports.SourceReader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of each directive, by name. */
class NginxReaderTest {

    private static final SourceReader READER = new NginxReader("", Set.of(), Set.of());

    /**
     * An allow list: what is denied inside what is allowed is an exception, what comes too late
     * goes.
     */
    @Test
    void anAllowListWithExceptions() {
        ImportOutcome.Taken taken =
                Readings.taken(
                        READER,
                        """
                        deny  203.0.113.66;   # broken scanner
                        allow 203.0.113.0/24; # Paris
                        allow 203.0.113.0/24;
                        deny  203.0.113.128/25;
                        allow 2001:db8::1/32;
                        allow unix:;
                        deny  192.0.2.1;
                        deny  all;
                        allow 198.51.100.0/24;
                        """);
        assertThat(Readings.rules(taken.policy()))
                .containsExactly(
                        "ALLOW nginx-allow [203.0.113.0/24, 2001:db8::/32] except [203.0.113.66/32]");
        assertThat(taken.policy().rules().getFirst().except().getFirst().label())
                .isEqualTo("broken scanner");
        assertThat(Readings.lines(taken.report()))
                .containsExactly(
                        "line 1, column 1: deny 203.0.113.66: taken",
                        "line 2, column 1: allow 203.0.113.0/24: taken",
                        "line 3, column 1: allow 203.0.113.0/24: duplicate: `allow 203.0.113.0/24` (line 2, column 1) says it already",
                        "line 4, column 1: deny 203.0.113.128/25: left-out: never reached: `allow 203.0.113.0/24` (line 2, column 1) comes first",
                        "line 5, column 1: allow 2001:db8::1/32: normalised: host bits are set: `2001:db8::/32`",
                        "line 6, column 1: allow unix:: left-out: requests over a Unix socket have no address",
                        "line 7, column 1: deny 192.0.2.1: left-out: denied anyway: the rules name what is allowed",
                        "line 8, column 1: deny all: normalised: said by there being rules that allow: what none of them allows is denied",
                        "line 9, column 1: allow 198.51.100.0/24: left-out: never reached: `deny all` (line 8, column 1) comes first");
    }

    /** Without `deny all` the rest is allowed, so what is denied is named. */
    @Test
    void aListOfThoseWhoAreDenied() {
        assertThat(
                        Readings.rules(
                                Readings.taken(
                                                READER,
                                                "allow 192.0.2.7;\ndeny 192.0.2.0/24;\nallow 198.51.100.1;\n")
                                        .policy()))
                .containsExactly("DENY nginx-deny [192.0.2.0/24] except [192.0.2.7/32]");
    }

    /** Three effects in each other need two rules. */
    @Test
    void whatAlternatesTwiceBecomesTwoRules() {
        assertThat(
                        Readings.rules(
                                Readings.taken(
                                                READER,
                                                "allow 192.0.2.7; deny 192.0.2.0/28; allow 192.0.2.0/24; deny all;")
                                        .policy()))
                .containsExactly(
                        "ALLOW nginx-allow [192.0.2.0/24] except [192.0.2.0/28]",
                        "ALLOW nginx-allow-2 [192.0.2.7/32]");
    }

    /**
     * A configuration that says nothing of IPv6 allows it; the policy does the same and says so.
     */
    @Test
    void aFamilyThatIsNotNamedStaysAllowed() {
        ImportOutcome.Taken taken =
                Readings.taken(READER, "allow 192.0.2.0/24;\ndeny 0.0.0.0/0;\n");
        assertThat(Readings.rules(taken.policy()))
                .containsExactly("ALLOW nginx-allow [::/0, 192.0.2.0/24]");
        assertThat(taken.report().warnings()).anyMatch(w -> w.contains("IPv6"));
    }

    @Test
    void denyAllAloneDeniesEverybody() {
        assertThat(Readings.rules(Readings.taken(READER, "deny all;").policy()))
                .containsExactly("DENY nginx-deny [any]");
    }

    @Test
    void aFaultRefusesTheWholeFileAndEveryFaultIsNamed() {
        String text =
                "allow 192.0.2.300;\nallow 192.0.2.0/24;\ndeny ::ffff:192.0.2.1;\ndeny one two;\ninclude more.conf;\ndeny all;\n";
        ImportOutcome.Refused refused = Readings.refused(READER, text);
        assertThat(refused.why()).contains("4 entries are not valid");
        assertThat(refused.report().faults()).hasSize(4);
        ImportOutcome.Taken skipped =
                Readings.taken(
                        READER.read(
                                text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                Readings.skipping()));
        assertThat(Readings.rules(skipped.policy()))
                .containsExactly("ALLOW nginx-allow [192.0.2.0/24]");
        assertThat(skipped.report().faults()).hasSize(4);
    }

    private static final String TWO_BLOCKS =
            """
            http {
                include mime.types;
                server {
                    server_name app.example.com;
                    allow 203.0.113.0/24;
                    deny all;
                    location /admin {
                        satisfy any;
                        allow 203.0.113.9;
                        deny all;
                    }
                }
            }
            """;

    @Test
    void severalBlocksAreRefusedUntilOneIsNamed() {
        ImportOutcome.Refused refused = Readings.refused(READER, TWO_BLOCKS);
        assertThat(refused.why()).contains("2 blocks have access rules");
        assertThat(refused.hint())
                .contains("`http > server app.example.com > location /admin`", "--block");
        ImportOutcome.Taken taken =
                Readings.taken(new NginxReader("location /admin", Set.of(), Set.of()), TWO_BLOCKS);
        assertThat(Readings.rules(taken.policy()))
                .containsExactly("ALLOW nginx-allow [203.0.113.9/32]");
        assertThat(taken.report().warnings()).anyMatch(w -> w.contains("some paths only"));
        assertThat(Readings.lines(taken.report()))
                .anyMatch(l -> l.contains("satisfy any: needs-attention"))
                .anyMatch(l ->
                        l.contains(
                                "line 5, column 9: allow 203.0.113.0/24: left-out: of another block"))
                .anyMatch(l -> l.contains("include mime.types: left-out"));
    }

    @Test
    void geoBlocksNeedToBeUnderstood() {
        String geo = "geo $site { default other; 192.0.2.0/24 office; 198.51.100.0/24 tor; }";
        assertThat(Readings.lines(Readings.refused(READER, geo).report()))
                .anyMatch(l -> l.contains("not said which of its values"));
        assertThat(
                        Readings.rules(
                                Readings.taken(new NginxReader("", Set.of(), Set.of("tor")), geo)
                                        .policy()))
                .containsExactly("DENY geo-site-deny [198.51.100.0/24]");
        assertThat(
                        Readings.rules(
                                Readings.taken(new NginxReader("", Set.of("office"), Set.of()), geo)
                                        .policy()))
                .containsExactly("ALLOW geo-site-allow [192.0.2.0/24]");
    }

    /** Both have to hold, so the second denies what it does not allow. */
    @Test
    void aGeoBlockBesideAccessRulesIsDemandedAsWell() {
        String text =
                """
                geo $office { default 0; 192.0.2.0/24 1; }
                server { if ($office = 0) { return 403; } allow 192.0.2.0/25; deny all; }
                """;
        assertThat(Readings.rules(Readings.taken(READER, text).policy()))
                .containsExactly(
                        "ALLOW nginx-allow [192.0.2.0/25]",
                        "DENY geo-office-deny [any] except [192.0.2.0/24]");
    }

    @Test
    void rangesOfAGeoBlock() {
        String text =
                "geo $b { ranges; default 0; 192.0.2.10-192.0.2.19 1; 192.0.2.30-192.0.2.30 1; }\n"
                        + "server { if ($b) { return 444; } }";
        assertThat(Readings.rules(Readings.taken(READER, text).policy()))
                .containsExactly("DENY geo-b-deny [192.0.2.10-192.0.2.19, 192.0.2.30/32]");
        String overlapping = "geo $b { ranges; 192.0.2.10-192.0.2.19 1; 192.0.2.15-192.0.2.30 0; }";
        assertThat(
                        Readings.lines(
                                Readings.refused(
                                                new NginxReader("", Set.of(), Set.of("1")),
                                                overlapping)
                                        .report()))
                .anyMatch(l -> l.contains("overlaps"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "allow 192.0.2.0/24",
                "server { deny all;",
                "}",
                "allow \"192.0.2.1;",
                "{ }",
                "; deny all;",
                "server { location /a { server { } }",
                "ip,label\n192.0.2.1,x",
                "[{\"type\":\"IP\"}]"
            })
    void whatIsNoConfigurationIsRefused(String text) {
        assertThat(Readings.read(READER, text)).isInstanceOf(ImportOutcome.Refused.class);
    }

    /** Deep nesting and files that include themselves end. */
    @Test
    void nothingGoesOnWithoutEnd() {
        assertThat(Readings.refused(READER, "a {".repeat(100_000)).why()).contains("nested");
        String dump =
                "# configuration file /etc/nginx/nginx.conf:\ninclude nginx.conf;\ndeny all;\n";
        assertThat(Readings.refused(READER, dump).why()).contains("include each other");
    }
}
