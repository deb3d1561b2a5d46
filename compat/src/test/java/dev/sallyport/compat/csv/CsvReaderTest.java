package dev.sallyport.compat.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.compat.imports.ImportOutcome;
import dev.sallyport.compat.imports.Readings;
import dev.sallyport.compat.imports.SourceReader;
import dev.sallyport.control.policy.EntrySubmission;
import dev.sallyport.engine.policy.Effect;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as products let them be downloaded, and tables that are none. */
class CsvReaderTest {

    private static final SourceReader READER = new CsvReader(Effect.ALLOW);

    private static List<String> rules(String text) {
        return Readings.rules(Readings.taken(READER, text).policy());
    }

    private static List<String> lines(String text) {
        return Readings.lines(Readings.read(READER, text).report());
    }

    @Test
    void aTableWithAHeaderKeepsTheWordsAndDates() {
        String text =
                "\uFEFFName;IP Address;Owner;Expires;Notes;Last seen\r\n"
                        + "Paris;203.0.113.0/24;net-team;2027-01-31;\"main; building\";yesterday\r\n"
                        + "# old ones\r\n"
                        + "\"Berlin \"\"Mitte\"\"\";198.51.100.7;;2020-01-01T00:00:00Z;;\r\n"
                        + "\r\n"
                        + "VPN;2001:db8::/48;;;;\r\n";
        ImportOutcome.Taken taken = Readings.taken(READER, text);
        assertThat(Readings.rules(taken.policy()))
                .containsExactly(
                        "ALLOW csv-allow [203.0.113.0/24, 198.51.100.7/32, 2001:db8::/48]");
        List<EntrySubmission> entries = taken.policy().rules().getFirst().sources();
        assertThat(entries.getFirst().label()).isEqualTo("Paris; main; building");
        assertThat(entries.getFirst().owner()).isEqualTo("net-team");
        assertThat(entries.getFirst().life().expiresAt()).hasToString("2027-02-01T00:00:00Z");
        assertThat(entries.get(1).label()).isEqualTo("Berlin \"Mitte\"");
        assertThat(Readings.lines(taken.report()))
                .containsExactly(
                        "line 2, column 7: 203.0.113.0/24: normalised: expires at 2027-02-01T00:00:00Z",
                        "line 3, column 1: # old ones: left-out: a comment",
                        "line 4, column 20: 198.51.100.7: normalised: has expired, so it matches nothing",
                        "line 6, column 5: 2001:db8::/48: taken");
        assertThat(taken.report().warnings())
                .containsExactly("columns that were not read: Last seen");
    }

    /** Without a header the first field that is an address says which column it is. */
    @Test
    void aListWithoutAHeader() {
        assertThat(rules("203.0.113.7,office\n198.51.100.0/24,\n"))
                .containsExactly("ALLOW csv-allow [203.0.113.7/32, 198.51.100.0/24]");
        assertThat(rules("203.0.113.7\n203.0.113.8\n2001:db8::1"))
                .containsExactly(
                        "ALLOW csv-allow [203.0.113.7/32, 203.0.113.8/32, 2001:db8::1/128]");
        assertThat(rules("AS64500\nAS64501"))
                .containsExactly("ALLOW csv-allow [asn 64500, asn 64501]");
        assertThat(rules("FR\nde\n")).containsExactly("ALLOW csv-allow [country FR, country DE]");
    }

    /** Every notation that means one thing, and how it is written here. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "198.51.100.7/24              | 198.51.100.0/24          | host bits are set",
                "198.51.100.0/255.255.255.0   | 198.51.100.0/24          | a mask",
                "198.51.100.0 255.255.255.128 | 198.51.100.0/25          | a mask",
                "198.51.100.*                 | 198.51.100.0/24          | wildcards",
                "192.0.*.*                    | 192.0.0.0/16             | wildcards",
                "192.0.2.10 - 192.0.2.19      | 192.0.2.10-192.0.2.19    | written as",
                "192.0.2.10 \u2013 192.0.2.19 | 192.0.2.10-192.0.2.19    | written as",
                "192.0.2.9-192.0.2.9          | 192.0.2.9/32             | a range of one",
                "::ffff:192.0.2.9             | 192.0.2.9/32             | IPv4 written as IPv6",
                "2001:db8::1/64               | 2001:db8::/64            | host bits are set",
                "as64500                      | asn 64500                | ''",
                "fr                           | country FR               | country `FR`",
            })
    void notations(String written, String meant, String why) {
        ImportOutcome.Taken taken = Readings.taken(READER, "value\n\"" + written + "\"\n");
        assertThat(Readings.rules(taken.policy()))
                .containsExactly("ALLOW csv-allow [" + meant + "]");
        assertThat(taken.report().lines().getFirst().why()).startsWith(why);
    }

    /** What could mean two things is refused. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "010.0.0.1",
                "10.1",
                "192.0.2.1-20",
                "192.0.2.0/255.0.255.0",
                "192.0.2.0/0.0.0.255",
                "192.*.2.1",
                "*",
                "192.0.2.19-192.0.2.10",
                "192.0.2.1-2001:db8::1",
                "fe80::1%eth0",
                "example.com",
                "192.0.2.1:443",
                "AS0",
                "AS99999999999",
                "QQ",
                "1",
                "0x7f000001",
            })
    void whatCannotBeReadOneWayOnlyIsFaulty(String written) {
        String text = "ip\n203.0.113.1\n" + written + "\n203.0.113.2\n";
        ImportOutcome.Refused refused = Readings.refused(READER, text);
        assertThat(refused.report().faults())
                .singleElement()
                .satisfies(line -> assertThat(line.place()).hasToString("line 3, column 1"));
        ImportOutcome.Taken skipped =
                Readings.taken(READER.read(text.getBytes(UTF_8), Readings.skipping()));
        assertThat(Readings.rules(skipped.policy()))
                .containsExactly("ALLOW csv-allow [203.0.113.1/32, 203.0.113.2/32]");
    }

    /** Login ranges as a CRM has them, and networks as firewalls have them. */
    @Test
    void columnsThatBelongTogether() {
        assertThat(
                        rules(
                                "Start IP Address,End IP Address,Description\n192.0.2.10,192.0.2.19,HQ\n192.0.2.77,,one\n"))
                .containsExactly("ALLOW csv-allow [192.0.2.10-192.0.2.19, 192.0.2.77/32]");
        assertThat(
                        rules(
                                "network\tnetmask\n192.0.2.0\t255.255.255.0\n198.51.100.0\t255.255.255.128\n"))
                .containsExactly("ALLOW csv-allow [192.0.2.0/24, 198.51.100.0/25]");
        assertThat(
                        rules(
                                "name,ip_address_ranges,category\nTest 1,192.0.2.0/25 198.51.100.1/24,1\n"))
                .containsExactly("ALLOW csv-allow [192.0.2.0/25, 198.51.100.0/24]");
    }

    @Test
    void whoIsAllowedAndWhoIsDeniedMayBeSaidByAColumn() {
        assertThat(
                        rules(
                                "ip,action,active\n192.0.2.1,Allow,true\n192.0.2.2,BLOCK,yes\n192.0.2.3,deny,no\n"))
                .containsExactly(
                        "ALLOW csv-allow [192.0.2.1/32]",
                        "DENY csv-deny [192.0.2.2/32, 192.0.2.3/32]");
        assertThat(
                        Readings.rules(
                                Readings.taken(new CsvReader(Effect.DENY), "192.0.2.1\n").policy()))
                .containsExactly("DENY csv-deny [192.0.2.1/32]");
        assertThat(lines("ip,action\n192.0.2.1,captcha\n"))
                .containsExactly(
                        "line 2, column 11: captcha: faulty: it is not said whether this is allowed or denied");
    }

    /** A country beside an address is about the address; alone it would admit a whole country. */
    @Test
    void countriesBesideAddressesAreNoEntries() {
        String text = "ip,country\n192.0.2.1,FR\n";
        assertThat(rules(text)).containsExactly("ALLOW csv-allow [192.0.2.1/32]");
        assertThat(lines(text + ",DE\n"))
                .contains("line 3, column 2: DE: faulty: the line has no address");
        assertThat(rules("country,asn,label\nFR,,France\n,64500,Carrier\nGermany,,\n"))
                .containsExactly("ALLOW csv-allow [country FR, asn 64500, country DE]");
        assertThat(lines("country\nFR\nEU\n")).anyMatch(l -> l.contains("EU: needs-attention"));
    }

    @Test
    void theSameEntryTwiceIsTakenOnceUnlessItsLifeDiffers() {
        String text =
                "ip,expires\n192.0.2.0/24,\n192.0.2.0-192.0.2.255,\n192.0.2.9/24,\n192.0.2.0/24,2030-01-01\n";
        assertThat(rules(text)).containsExactly("ALLOW csv-allow [192.0.2.0/24, 192.0.2.0/24]");
        assertThat(lines(text))
                .contains(
                        "line 3, column 1: 192.0.2.0-192.0.2.255: duplicate: the same as line 2, column 1",
                        "line 4, column 1: 192.0.2.9/24: duplicate: the same as line 2, column 1");
    }

    @Test
    void datesThatCanBeReadTwoWaysAreFaulty() {
        assertThat(lines("ip,valid until\n192.0.2.1,01/02/2027\n192.0.2.2,1.2.2027\n"))
                .containsExactly(
                        "line 2, column 11: 01/02/2027: faulty: this is no date that can be read one way only",
                        "line 3, column 11: 1.2.2027: faulty: this is no date that can be read one way only");
    }

    @Test
    void aFieldTooManyIsNotDroppedSilently() {
        assertThat(lines("ip,comment\n192.0.2.1,Paris, France\n"))
                .containsExactly(
                        "line 2, column 18: France: faulty: the line has more fields than the header");
    }

    @Test
    void labelsAreCutAndThatIsSaid() {
        ImportOutcome.Taken taken =
                Readings.taken(READER, "ip,label\n192.0.2.1," + "é".repeat(300) + "\n");
        assertThat(taken.policy().rules().getFirst().sources().getFirst().label()).hasSize(200);
        assertThat(taken.report().lines().getFirst().why()).contains("cut after 200");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name,owner\\nParis,net          | no column of addresses",
                "start,label\\n192.0.2.1,x       | only one end",
                "192.0.2.1,192.0.2.9,Paris       | holds 2 addresses",
                "ip\\n\"192.0.2.1\\n192.0.2.2    | never closed",
                "ip,label\\n192.0.2.1,\"a\" b    | behind the closing quote",
                "# only a comment                | nothing but comments",
                "ip,label                        | nothing in it",
                "'  '                            | empty",
            })
    void tablesThatAreNone(String text, String why) {
        assertThat(Readings.refused(READER, text.replace("\\n", "\n")).why()).contains(why);
    }

    @Test
    void otherFilesAreCalledWhatTheyAre() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write("192.0.2.1".getBytes(UTF_8));
        }
        assertThat(why(packed.toByteArray())).contains("gzip");
        assertThat(why("PK\u0003\u0004 sheet".getBytes(UTF_8))).contains("workbook");
        assertThat(why(new byte[] {(byte) 0xFF, (byte) 0xFE, 'a', 0})).contains("UTF-16");
        assertThat(why("ip\n192.0.2.1\nZ\u00fcrich".getBytes(ISO_8859_1))).contains("line 3");
        assertThat(why(new byte[] {'i', 0, 'p'})).contains("zero byte at 1");
        assertThat(why(new byte[(16 << 20) + 1])).contains("longer than 16,777,216 bytes");
    }

    private static String why(byte[] bytes) {
        return ((ImportOutcome.Refused) READER.read(bytes, Readings.strict())).why();
    }

    /** More entries than a policy may hold are refused as a whole, more than are read as well. */
    @Test
    void howMuchIsTakenIsBounded() {
        StringBuilder text = new StringBuilder("ip\n");
        for (int i = 0; i < 10_001; i++) {
            text.append("10.0.%d.%d%n".formatted(i / 256, i % 256));
        }
        assertThat(Readings.refused(READER, text.toString()).why())
                .contains("10,001 entries, of 10,000 at most");
        assertThat(Readings.refused(READER, "ip\n" + "192.0.2.1\n".repeat(100_001)).why())
                .contains("more than 100000 lines");
    }

    @Test
    void equalBytesGiveEqualOutcomes() {
        String text = "ip,label\n192.0.2.1,a\n192.0.2.1,b\nFR,c\n";
        assertThat(Readings.read(READER, text)).isEqualTo(Readings.read(READER, text));
    }
}
