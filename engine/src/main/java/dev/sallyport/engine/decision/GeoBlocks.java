package dev.sallyport.engine.decision;

import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.policy.CountryCode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/*
 * Which block of rule bits stands for a country or an origin. Immutable. Where a policy names no country (or no origin)
 * the geo data is not asked at all. Addresses are a family and two halves, as in IpAddress.
 */
final class GeoBlocks {

    private static final int EMPTY = 0;

    private final GeoData geoData;
    private final int[] byCountry;
    private final long[] asns;
    private final int[] byAsn;
    private final int anyCountry;
    private final int anyAsn;

    /**
     * Takes the block of each named country and origin.
     *
     * @param anyCountry the block of all entries that name a country
     * @param anyAsn the block of all entries that name an origin
     */
    GeoBlocks(
            GeoData geoData,
            Map<CountryCode, Integer> countries,
            Map<Long, Integer> origins,
            int anyCountry,
            int anyAsn) {
        this.geoData = geoData;
        this.anyCountry = anyCountry;
        this.anyAsn = anyAsn;
        byCountry = new int[countries.isEmpty() ? 0 : CountryCode.COUNT];
        countries.forEach((country, block) -> byCountry[country.index()] = block);
        asns = origins.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
        byAsn = Arrays.stream(asns).mapToInt(origins::get).toArray();
    }

    /** Returns the block of entries that name the address's country with certainty. */
    int countryOf(IpFamily family, long high, long low) {
        if (byCountry.length == 0 || !geoData.hasCountries(family)) {
            return EMPTY;
        }
        return byCountry[geoData.country(family, high, low).index()];
    }

    /** Returns the block of entries that name the address's origin with certainty. */
    int asnOf(IpFamily family, long high, long low) {
        if (asns.length == 0 || !geoData.hasAsns(family)) {
            return EMPTY;
        }
        int index = Arrays.binarySearch(asns, geoData.asn(family, high, low));
        return index < 0 ? EMPTY : byAsn[index];
    }

    /**
     * Returns the block of entries in doubt because no country data is loaded for {@code family}.
     */
    int countryMissing(IpFamily family) {
        return geoData.hasCountries(family) ? EMPTY : anyCountry;
    }

    /**
     * Returns the block of entries in doubt because no origin data is loaded for {@code family}.
     */
    int asnMissing(IpFamily family) {
        return geoData.hasAsns(family) ? EMPTY : anyAsn;
    }

    /** Returns the block of each country that is named. */
    Map<CountryCode, Integer> countries() {
        Map<CountryCode, Integer> blocks = new HashMap<>();
        for (int index = 0; index < byCountry.length; index++) {
            if (byCountry[index] != EMPTY) {
                blocks.put(CountryCode.ofIndex(index), byCountry[index]);
            }
        }
        return blocks;
    }

    /** Returns the block of each origin that is named. */
    Map<Long, Integer> origins() {
        Map<Long, Integer> blocks = new HashMap<>();
        for (int i = 0; i < asns.length; i++) {
            blocks.put(asns[i], byAsn[i]);
        }
        return blocks;
    }
}
