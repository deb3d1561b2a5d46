package dev.sallyport.engine.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.policy.CountryCode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table against a scan of the ranges it was made of, at and beside every end. */
class GeoTableTest {

    private record Place(IpRange range, CountryCode country, long asn) {}

    private static final CountryCode FR = new CountryCode("FR");
    private static final CountryCode DE = new CountryCode("DE");

    /**
     * Ends lie on every bit border: `width` random bits, `shift` bits above the lowest; deep
     * clusters, whole spaces and single addresses alike.
     */
    @ParameterizedTest
    @CsvSource({
        "IPV4, 32, 0",
        "IPV4, 10, 0",
        "IPV4, 10, 8",
        "IPV4, 9, 23",
        "IPV4, 3, 0",
        "IPV4, 3, 29",
        "IPV6, 128, 0",
        "IPV6, 12, 0",
        "IPV6, 12, 58",
        "IPV6, 12, 62",
        "IPV6, 12, 64",
        "IPV6, 12, 110",
        "IPV6, 12, 116",
        "IPV6, 48, 80",
        "IPV6, 4, 0",
        "IPV6, 4, 124"
    })
    void agreesWithAScan(IpFamily family, int width, int shift) {
        SplittableRandom random = new SplittableRandom(width * 1000L + shift);
        for (int round = 0; round < 20; round++) {
            IpAddress base = masked(family, random.nextLong(), random.nextLong());
            TreeSet<IpAddress> ends = new TreeSet<>();
            int wanted = 2 * random.nextInt(1, 60);
            for (int i = 0; i < wanted; i++) {
                ends.add(scattered(base, width, shift, random));
            }
            List<Place> places = places(new ArrayList<>(ends), random);
            int answered = check(family, places, random);

            assertThat(answered).as("look-ups with an answer").isPositive();
        }
    }

    private static List<Place> places(List<IpAddress> ends, SplittableRandom random) {
        List<Place> places = new ArrayList<>();
        IpAddress from = ends.getFirst();
        for (int i = 1; i < ends.size(); i++) {
            boolean touching = random.nextBoolean();
            IpAddress to = touching ? ends.get(i).previous() : ends.get(i);
            long[] asns = {0, 1, 64_496, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFFFL};
            places.add(
                    new Place(
                            new IpRange(from, to),
                            random.nextInt(5) == 0
                                    ? CountryCode.UNKNOWN
                                    : random.nextBoolean() ? FR : DE,
                            asns[random.nextInt(asns.length)]));
            if (touching) {
                from = ends.get(i);
            } else if (ends.get(i).isLast()) {
                break;
            } else {
                from = ends.get(i).next();
                while (i + 1 < ends.size() && ends.get(i + 1).compareTo(from) <= 0) {
                    i++;
                }
            }
        }
        if (places.isEmpty()) {
            places.add(new Place(new IpRange(from, from), FR, 1));
        }
        return places;
    }

    private static int check(IpFamily family, List<Place> places, SplittableRandom random) {
        GeoTable table = table(places);
        int answered = 0;
        for (Place place : places) {
            for (IpAddress end : List.of(place.range().first(), place.range().last())) {
                answered += checkOne(table, places, end);
                if (!end.isUnspecified()) {
                    answered += checkOne(table, places, end.previous());
                }
                if (!end.isLast()) {
                    answered += checkOne(table, places, end.next());
                }
            }
        }
        for (int i = 0; i < 200; i++) {
            answered +=
                    checkOne(table, places, masked(family, random.nextLong(), random.nextLong()));
        }
        return answered;
    }

    private static int checkOne(GeoTable table, List<Place> places, IpAddress address) {
        CountryCode country = CountryCode.UNKNOWN;
        long asn = 0;
        for (Place place : places) {
            if (place.range().contains(address)) {
                country = place.country();
                asn = place.asn();
            }
        }
        assertThat(table.country(address)).as("country of %s", address).isEqualTo(country);
        assertThat(table.asn(address)).as("origin of %s", address).isEqualTo(asn);
        return asn == 0 ? 0 : 1;
    }

    private static GeoTable table(List<Place> places) {
        GeoTableBuilder builder = new GeoTableBuilder();
        for (Place place : places) {
            builder.country(place.range(), place.country()).asn(place.range(), place.asn());
        }
        return builder.build("test");
    }

    private static IpAddress scattered(
            IpAddress base, int width, int shift, SplittableRandom random) {
        long high = base.high();
        long low = base.low();
        for (int bit = shift; bit < shift + width; bit++) {
            if (random.nextBoolean()) {
                if (bit < 64) {
                    low ^= 1L << bit;
                } else {
                    high ^= 1L << (bit - 64);
                }
            }
        }
        return masked(base.family(), high, low);
    }

    private static IpAddress masked(IpFamily family, long high, long low) {
        return family == IpFamily.IPV4 ? IpAddress.ipv4((int) low) : IpAddress.ipv6(high, low);
    }

    @Test
    void holdsTheEndsOfBothSpaces() {
        GeoTable table =
                new GeoTableBuilder()
                        .country(IpRange.parse("0.0.0.0-255.255.255.255"), FR)
                        .country(IpRange.parse("::-::"), FR)
                        .country(
                                IpRange.parse(
                                        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
                                DE)
                        .build("test");

        assertThat(table.country(IpAddress.parse("0.0.0.0"))).isEqualTo(FR);
        assertThat(table.country(IpAddress.parse("255.255.255.255"))).isEqualTo(FR);
        assertThat(table.country(IpAddress.parse("::"))).isEqualTo(FR);
        assertThat(table.country(IpAddress.parse("::1"))).isEqualTo(CountryCode.UNKNOWN);
        assertThat(table.country(IpAddress.parse("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")))
                .isEqualTo(DE);
    }

    /** "only the families the file holds": IPv4 data says nothing of IPv6 addresses. */
    @Test
    void aFamilyThatIsNotHeldHasNoAnswer() {
        GeoTable table =
                new GeoTableBuilder()
                        .country(IpRange.parse("0.0.0.0-255.255.255.255"), FR)
                        .holdsAsns(IpFamily.IPV6)
                        .build("test");

        assertThat(table.hasCountries(IpFamily.IPV4)).isTrue();
        assertThat(table.hasCountries(IpFamily.IPV6)).isFalse();
        assertThat(table.hasAsns(IpFamily.IPV4)).isFalse();
        assertThat(table.hasAsns(IpFamily.IPV6)).isTrue();
        assertThat(table.country(IpAddress.parse("2a02:6b8::11:11")))
                .isEqualTo(CountryCode.UNKNOWN);
    }

    @Test
    void neighboursWithOneCountryAreOneStretch() {
        GeoTableBuilder builder =
                new GeoTableBuilder()
                        .country(IpRange.parse("192.0.2.0-192.0.2.9"), FR)
                        .country(IpRange.parse("192.0.2.10-192.0.2.255"), FR)
                        .country(IpRange.parse("192.0.3.0-192.0.3.255"), CountryCode.UNKNOWN);

        assertThat(builder.countryStretches(IpFamily.IPV4)).isEqualTo(3);
        assertThat(builder.countryStretches(IpFamily.IPV6)).isZero();
    }

    @Test
    void rangesThatOverlapOrGoBackAreRefused() {
        GeoTableBuilder builder =
                new GeoTableBuilder().country(IpRange.parse("192.0.2.10-192.0.2.20"), FR);

        assertThatThrownBy(() -> builder.country(IpRange.parse("192.0.2.20-192.0.2.30"), DE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.country(IpRange.parse("192.0.2.0-192.0.2.1"), DE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.asn(IpRange.parse("192.0.2.0-192.0.2.1"), 1L << 32))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
