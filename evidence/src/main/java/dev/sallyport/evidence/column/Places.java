package dev.sallyport.evidence.column;

import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.policy.CountryCode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/*
 * The distinct combinations of country and origin that rows have, numbered from 0 in the order of the rows. They are few
 * beside the rows. Immutable once built.
 */
final class Places {

    /* No data is loaded, or there is no address to look up. */
    static final short NO_COUNTRY = -1;
    static final long NO_ASN = -1;

    /** Per row its combination. */
    final int[] of;

    final short[] country;
    final long[] asn;
    private final @Nullable CountryCode[] countries;

    private Places(Builder builder) {
        of = builder.of;
        countries = builder.countries;
        int size = builder.numbers.size();
        country = new short[size];
        asn = new long[size];
        builder.numbers.forEach((place, number) -> {
            country[number] = place.country();
            asn[number] = place.asn();
        });
    }

    int size() {
        return country.length;
    }

    /** Returns the country of a place. */
    @Nullable CountryCode countryOf(int place) {
        int index = country[place];
        return index == NO_COUNTRY ? null : countries[index];
    }

    private record Place(short country, long asn) {}

    /* Not thread-safe. */
    static final class Builder {

        private final GeoData geoData;
        private final int[] of;
        private final Map<Place, Integer> numbers = new HashMap<>();
        private final @Nullable CountryCode[] countries =
                new @Nullable CountryCode[CountryCode.COUNT];
        private @Nullable Place latest;
        private int latestNumber;
        private int rows;

        Builder(GeoData geoData, int rowCount) {
            this.geoData = geoData;
            of = new int[rowCount];
        }

        /** Adds the next row, which has an address. */
        void add(IpFamily family, long high, long low) {
            short index = NO_COUNTRY;
            if (geoData.hasCountries(family)) {
                CountryCode code = geoData.country(family, high, low);
                index = (short) code.index();
                countries[index] = code;
            }
            add(index, geoData.hasAsns(family) ? geoData.asn(family, high, low) : NO_ASN);
        }

        /** Adds the next row, which has no address to look up. */
        void add() {
            add(NO_COUNTRY, NO_ASN);
        }

        private void add(short country, long asn) {
            if (latest == null || latest.country() != country || latest.asn() != asn) {
                latest = new Place(country, asn);
                Integer known = numbers.putIfAbsent(latest, numbers.size());
                latestNumber = known == null ? numbers.size() - 1 : known;
            }
            of[rows++] = latestNumber;
        }

        Places build() {
            return new Places(this);
        }
    }
}
