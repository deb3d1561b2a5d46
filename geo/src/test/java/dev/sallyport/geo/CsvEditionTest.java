package dev.sallyport.geo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.policy.CountryCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * A real database against the same edition as CSV: at every first and last address of a range, and
 * at their neighbours outside, which belong to the next range or to none.
 */
class CsvEditionTest {

    private record Row(IpRange range, CountryCode country) {}

    @Test
    void ipv4AnswersEqualTheCsvEditionAtEveryEnd() throws Exception {
        GeoData data = table("asn-country.2025-11-01.mmdb");

        assertThat(compare(data, rows("asn-country-ipv4-num.2025-11-01.csv.gz")))
                .isGreaterThan(500_000);
    }

    @Test
    void ipv6AnswersEqualTheCsvEditionAtEveryEnd() throws Exception {
        GeoData data = table("asn-country.2025-11-01.mmdb");

        assertThat(compare(data, rows("asn-country-ipv6.2025-11-01.csv.gz")))
                .isGreaterThan(200_000);
    }

    /** The trap: 2a02:6b8::11:11 begins like 42.2.6.184, which is HK, and has no answer here. */
    @Test
    void filesOfOneFamilyDoNotAnswerForTheOther() throws Exception {
        GeoData ipv4 = table("geo-whois-asn-country-ipv4.2025-11-01.mmdb");
        GeoData ipv6 = table("geo-whois-asn-country-ipv6.2025-11-01.mmdb");

        assertThat(ipv4.hasCountries(IpFamily.IPV6)).isFalse();
        assertThat(ipv4.country(IpAddress.parse("42.2.6.184"))).isEqualTo(new CountryCode("HK"));
        assertThat(ipv4.country(IpAddress.parse("2a02:6b8::11:11"))).isEqualTo(CountryCode.UNKNOWN);
        assertThat(ipv6.hasCountries(IpFamily.IPV4)).isFalse();
        assertThat(ipv6.country(IpAddress.parse("2a02:6b8::11:11")))
                .isEqualTo(new CountryCode("RU"));
    }

    /** Two files, one table: each family from its own. */
    @Test
    void filesOfTwoFamiliesGoTogether() throws Exception {
        Path folder = SharedData.geo().resolve("country-db");
        GeoData both =
                GeoLoader.load(
                                List.of(
                                        folder.resolve(
                                                "geo-whois-asn-country-ipv4.2025-11-01.mmdb"),
                                        folder.resolve(
                                                "geo-whois-asn-country-ipv6.2025-11-01.mmdb")))
                        .table();

        assertThat(both.country(IpAddress.parse("42.2.6.184"))).isEqualTo(new CountryCode("HK"));
        assertThat(both.country(IpAddress.parse("2a02:6b8::11:11")))
                .isEqualTo(new CountryCode("RU"));
    }

    private static int compare(GeoData data, List<Row> rows) {
        rows.sort(Comparator.comparing(Row::range));
        int compared = 0;
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            IpAddress first = row.range().first();
            IpAddress last = row.range().last();
            agree(data, first, row.country());
            agree(data, last, row.country());
            if (!first.isUnspecified()) {
                agree(data, first.previous(), countryAt(rows, i - 1, first.previous()));
            }
            if (!last.isLast()) {
                agree(data, last.next(), countryAt(rows, i + 1, last.next()));
            }
            compared += 4;
        }
        return compared;
    }

    private static CountryCode countryAt(List<Row> rows, int index, IpAddress address) {
        return index >= 0 && index < rows.size() && rows.get(index).range().contains(address)
                ? rows.get(index).country()
                : CountryCode.UNKNOWN;
    }

    private static void agree(GeoData data, IpAddress address, CountryCode expected) {
        CountryCode found = data.country(address);
        if (!found.equals(expected)) {
            fail(address + ": " + found + " in place of " + expected);
        }
    }

    private static GeoData table(String name) throws GeoFileException {
        return GeoLoader.load(List.of(SharedData.geo().resolve("country-db").resolve(name)))
                .table();
    }

    private static List<Row> rows(String name) throws IOException {
        Path file = SharedData.geo().resolve("country-db").resolve(name);
        List<Row> rows = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.split(",", -1);
                rows.add(
                        new Row(
                                new IpRange(address(fields[0]), address(fields[1])),
                                new CountryCode(fields[2])));
            }
        }
        return rows;
    }

    private static IpAddress address(String field) {
        return field.indexOf(':') < 0
                ? IpAddress.ipv4(Integer.parseUnsignedInt(field))
                : IpAddress.parse(field);
    }
}
