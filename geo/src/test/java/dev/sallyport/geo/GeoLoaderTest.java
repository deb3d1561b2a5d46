package dev.sallyport.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.testkit.MaxMindDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken from a file, and what each thing that can be wrong with one is called. */
class GeoLoaderTest {

    private static final Instant BUILT = Instant.parse("2025-11-01T04:05:06Z");

    @TempDir private Path folder;

    private Path file(String name, MaxMindDatabase database) throws IOException {
        return database.writeTo(folder.resolve(name));
    }

    private static MaxMindDatabase ipv6() {
        return new MaxMindDatabase(true, BUILT);
    }

    private static MaxMindDatabase ipv4() {
        return new MaxMindDatabase(false, BUILT);
    }

    private static String country(GeoDatabase database, String address) {
        return database.table().country(IpAddress.parse(address)).value();
    }

    private static void refused(String reason, Path... files) {
        assertThatThrownBy(() -> GeoLoader.load(List.of(files)))
                .isInstanceOf(GeoFileException.class)
                .hasMessageContaining(reason);
    }

    /**
     * "record paths country.iso_code, else country_code"; where it is registered does not count.
     */
    @Test
    void countryIsTakenFromTheFirstPathThatHasOne() throws Exception {
        GeoDatabase database =
                GeoLoader.load(
                        List.of(
                                file(
                                        "a.mmdb",
                                        ipv4().country("192.0.2.0/25", "FR")
                                                .put("192.0.2.128/25", Map.of("country_code", "de"))
                                                .put(
                                                        "198.51.100.0/25",
                                                        Map.of(
                                                                "country",
                                                                Map.of("iso_code", "IT"),
                                                                "country_code",
                                                                "XX"))
                                                .put(
                                                        "198.51.100.128/25",
                                                        Map.of(
                                                                "country",
                                                                "Spain",
                                                                "country_code",
                                                                "ES"))
                                                .put(
                                                        "203.0.113.0/24",
                                                        Map.of(
                                                                "registered_country",
                                                                Map.of("iso_code", "US"))))));

        assertThat(country(database, "192.0.2.127")).isEqualTo("FR");
        assertThat(country(database, "192.0.2.128")).isEqualTo("DE");
        assertThat(country(database, "198.51.100.0")).isEqualTo("IT");
        assertThat(country(database, "198.51.100.255")).isEqualTo("ES");
        assertThat(country(database, "203.0.113.1")).isEqualTo("ZZ");
        assertThat(country(database, "192.0.1.255")).isEqualTo("ZZ");
    }

    /** `A1` and its like are no countries: no answer, counted. */
    @Test
    void codesThatAreNoTwoLettersAreNoAnswer() throws Exception {
        GeoDatabase database =
                GeoLoader.load(
                        List.of(
                                file(
                                        "a.mmdb",
                                        ipv4().country("192.0.2.0/24", "A1")
                                                .country("198.51.100.0/24", "EU"))));

        assertThat(country(database, "192.0.2.1")).isEqualTo("ZZ");
        assertThat(country(database, "198.51.100.1")).isEqualTo("EU");
        assertThat(database.files().getFirst().unreadableCodes()).isEqualTo(1);
    }

    /** Other ways into the branch of IPv4 are no IPv6 answers. */
    @Test
    void aliasesOfIpv4AreNotTakenForIpv6() throws Exception {
        GeoDatabase database =
                GeoLoader.load(
                        List.of(
                                file(
                                        "a.mmdb",
                                        ipv6().country("192.0.2.0/24", "FR")
                                                .country("2001:db8::/32", "DE")
                                                .put(
                                                        new IpPrefix(
                                                                IpAddress.ipv6(
                                                                        0, 0xFFFF_C633_6400L),
                                                                120),
                                                        Map.of("country_code", "IT"))
                                                .ipv4Alias("2002::/16"))));

        assertThat(country(database, "192.0.2.1")).isEqualTo("FR");
        assertThat(country(database, "198.51.100.1")).isEqualTo("ZZ");
        assertThat(country(database, "2001:db8::1")).isEqualTo("DE");
        assertThat(country(database, "2002:c000:201::")).isEqualTo("ZZ");
        assertThat(country(database, "::192.0.2.1")).isEqualTo("ZZ");
        assertThat(country(database, "::ffff:c633:6401")).isEqualTo("ZZ");
    }

    @Test
    void onlyFamiliesWithANetworkAreHeld() throws Exception {
        GeoDatabase database =
                GeoLoader.load(List.of(file("a.mmdb", ipv6().country("2001:db8::/32", "DE"))));

        assertThat(database.table().hasCountries(IpFamily.IPV6)).isTrue();
        assertThat(database.table().hasCountries(IpFamily.IPV4)).isFalse();
        assertThat(database.table().hasAsns(IpFamily.IPV6)).isFalse();
    }

    @Test
    void originsHaveAll32Bits() throws Exception {
        GeoDatabase database =
                GeoLoader.load(
                        List.of(
                                file(
                                        "a.mmdb",
                                        ipv6().asn("192.0.2.0/24", 4_294_967_294L)
                                                .asn("2001:db8::/127", 64_496))));

        assertThat(database.table().asn(IpAddress.parse("192.0.2.1"))).isEqualTo(4_294_967_294L);
        assertThat(database.table().asn(IpAddress.parse("2001:db8::1"))).isEqualTo(64_496);
        assertThat(database.table().asn(IpAddress.parse("2001:db8::2"))).isZero();
        refused("no 32-bit number", file("b.mmdb", ipv4().asn("192.0.2.0/24", 4_294_967_296L)));
    }

    @Test
    void editionNamesEachDateThatDiffers() throws Exception {
        Path countries = file("c.mmdb", ipv6().country("192.0.2.0/24", "FR"));
        Path countries6 =
                file(
                        "c6.mmdb",
                        new MaxMindDatabase(true, BUILT.plus(Duration.ofDays(1)))
                                .country("2001:db8::/32", "DE"));
        Path origins =
                file(
                        "o.mmdb",
                        new MaxMindDatabase(false, BUILT.minus(Duration.ofDays(2)))
                                .asn("192.0.2.0/24", 1));

        assertThat(GeoLoader.load(List.of(countries)).table().edition()).isEqualTo("2025-11-01");
        assertThat(GeoLoader.load(List.of(countries, origins)).table().edition())
                .isEqualTo("country 2025-11-01, asn 2025-10-30");
        assertThat(GeoLoader.load(List.of(countries, countries6, origins)).table().edition())
                .isEqualTo("country IPv4 2025-11-01, country IPv6 2025-11-02, asn 2025-10-30");
    }

    /** "each (kind, family) must come from exactly one file, else a clear error naming both" */
    @Test
    void twoFilesWithTheSamePartAreRefusedByName() throws Exception {
        Path one = file("one.mmdb", ipv4().country("192.0.2.0/24", "FR"));
        Path other = file("other.mmdb", ipv6().country("192.0.2.0/24", "FR"));

        refused(
                "geo file `" + other + "`: it holds the countries of IPv4, and so does `" + one,
                one,
                other);
    }

    @Test
    void theFaultsOfAllFilesAreToldAtOnce() throws Exception {
        Path folderInPlace = Files.createDirectory(folder.resolve("folder.mmdb"));
        Path empty = Files.createFile(folder.resolve("empty.mmdb"));
        Path missing = folder.resolve("missing.mmdb");
        Path text = Files.writeString(folder.resolve("text.mmdb"), "start,end,country\n");
        Path nothing = file("nothing.mmdb", ipv4().put("192.0.2.0/24", Map.of("is_anonymous", 1L)));

        assertThatThrownBy(
                        () -> GeoLoader.load(List.of(folderInPlace, empty, missing, text, nothing)))
                .isInstanceOfSatisfying(
                        GeoFileException.class,
                        refused ->
                                assertThat(refused.faults())
                                        .containsExactly(
                                                "geo file `" + folderInPlace + "`: it is a folder",
                                                "geo file `" + empty + "`: it is empty",
                                                "geo file `" + missing + "`: it is not there",
                                                "geo file `"
                                                        + text
                                                        + "`: it has no metadata of a MaxMind DB: it is another"
                                                        + " kind of file, or it was cut off",
                                                "geo file `"
                                                        + nothing
                                                        + "`: it holds no country and no origin; it says it is"
                                                        + " a `Small-Test`"));
    }

    @Test
    void aDeviceIsNoFile() {
        refused("it is not an ordinary file", Path.of("/dev/zero"));
    }

    @Test
    void aNewerFormatIsNamed() throws Exception {
        refused(
                "its format is version 3, and this program reads version 2",
                file(
                        "a.mmdb",
                        ipv4().country("192.0.2.0/24", "FR")
                                .metadata("binary_format_major_version", 3L)));
    }

    @Test
    void metadataThatCannotBeAreNamed() throws Exception {
        MaxMindDatabase database = ipv4().country("192.0.2.0/24", "FR");
        refused("IP version is 5", file("a.mmdb", database.metadata("ip_version", 5L)));
        database.metadata("ip_version", 4L);
        refused("records have 20 bits", file("a.mmdb", database.metadata("record_size", 20L)));
        database.metadata("record_size", 24L);
        refused("to have 0 nodes", file("a.mmdb", database.metadata("node_count", 0L)));
        refused(
                "to have 4294967295 nodes",
                file("a.mmdb", database.metadata("node_count", 0xFFFF_FFFFL)));
        refused("does not end where", file("a.mmdb", database.metadata("node_count", 3L)));
    }

    /** A tree that leads back to its root has no end; the work it may cause has. */
    @ParameterizedTest
    @ValueSource(ints = {0, 5, 12})
    void aTreeThatLoopsIsRefusedSoon(int node) throws Exception {
        Path looping = file("a.mmdb", ipv6().country("2001:db8::/32", "DE").looping(node));

        assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () ->
                        assertThatThrownBy(() -> GeoLoader.load(List.of(looping)))
                                .isInstanceOf(GeoFileException.class));
    }

    /** Cut off anywhere, changed anywhere: a refusal or an answer, never another end. */
    @Test
    void damagedFilesAreReadOrRefused() throws Exception {
        byte[] whole =
                ipv6().country("192.0.2.0/24", "FR")
                        .country("2001:db8::/32", "DE")
                        .asn("198.51.100.0/24", 64_496)
                        .bytes();
        Random random = new Random(5);
        int refused = 0;
        int rounds = 3_000;
        for (int i = 0; i < rounds; i++) {
            byte[] damaged =
                    random.nextBoolean()
                            ? Arrays.copyOf(whole, random.nextInt(whole.length))
                            : whole.clone();
            for (int change = 0; change < 3 && damaged.length > 0; change++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            Path file = Files.write(folder.resolve("damaged.mmdb"), damaged);
            try {
                GeoDatabase database = GeoLoader.load(List.of(file));
                assertThat(database.table().country(IpAddress.parse("192.0.2.1"))).isNotNull();
            } catch (GeoFileException expected) {
                refused++;
            }
        }

        assertThat(refused).isBetween(rounds / 2, rounds - 10);
    }

    @Test
    void differenceIsToldForEachPart() throws Exception {
        GeoDatabase former =
                GeoLoader.load(
                        List.of(
                                file(
                                        "a.mmdb",
                                        ipv6().country("192.0.2.0/24", "FR")
                                                .country("2001:db8::/32", "DE"))));
        GeoDatabase moved =
                GeoLoader.load(
                        List.of(
                                file(
                                        "a.mmdb",
                                        ipv6().country("192.0.2.0/24", "IT")
                                                .country("2001:db8::/32", "DE"))));
        GeoDatabase less =
                GeoLoader.load(List.of(file("a.mmdb", ipv6().country("2001:db8::/32", "DE"))));
        GeoPart ipv4 = new GeoPart(GeoKind.COUNTRY, IpFamily.IPV4);
        GeoPart ipv6 = new GeoPart(GeoKind.COUNTRY, IpFamily.IPV6);

        assertThat(GeoDifference.between(former, former).largestShare()).isZero();
        assertThat(GeoDifference.between(former, moved).shares().get(ipv4)).isPositive();
        assertThat(GeoDifference.between(former, moved).shares().get(ipv6)).isZero();
        assertThat(GeoDifference.between(former, less).lost()).containsExactly(ipv4);
        assertThat(former.digest()).isNotEqualTo(moved.digest());
        assertThat(former.table().country(IpAddress.parse("192.0.2.1")))
                .isEqualTo(new CountryCode("FR"));
    }
}
