package dev.sallyport.testkit;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.policy.CountryCode;
import java.util.List;
import java.util.Set;

/**
 * Geo data held in a short list and looked up by a scan; of several ranges that hold an address the
 * first in the list counts. Immutable; a look-up allocates nothing.
 *
 * @param countryFamilies the families for which country data is loaded
 * @param asnFamilies the families for which origin data is loaded
 * @param places who is where
 * @param edition the edition, empty if there is none
 */
public record FixedGeoData(
        Set<IpFamily> countryFamilies,
        Set<IpFamily> asnFamilies,
        List<Place> places,
        String edition)
        implements GeoData {

    /**
     * What is known of some addresses.
     *
     * @param range the addresses
     * @param country their country
     * @param asn the number of their origin, 0 if unknown
     */
    public record Place(IpRange range, CountryCode country, long asn) {}

    /** Copies the collections. */
    public FixedGeoData {
        countryFamilies = Set.copyOf(countryFamilies);
        asnFamilies = Set.copyOf(asnFamilies);
        places = List.copyOf(places);
    }

    @Override
    public boolean hasCountries(IpFamily family) {
        return countryFamilies.contains(family);
    }

    @Override
    public boolean hasAsns(IpFamily family) {
        return asnFamilies.contains(family);
    }

    @Override
    public CountryCode country(IpFamily family, long high, long low) {
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            if (holds(place.range(), family, high, low)) {
                return place.country();
            }
        }
        return CountryCode.UNKNOWN;
    }

    @Override
    public long asn(IpFamily family, long high, long low) {
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            if (holds(place.range(), family, high, low)) {
                return place.asn();
            }
        }
        return 0;
    }

    /** Returns this data as if that of a family had never been loaded. */
    public FixedGeoData without(IpFamily family) {
        Set<IpFamily> other = Set.of(family == IpFamily.IPV4 ? IpFamily.IPV6 : IpFamily.IPV4);
        return new FixedGeoData(
                countryFamilies.contains(family)
                        ? intersection(countryFamilies, other)
                        : countryFamilies,
                asnFamilies.contains(family) ? intersection(asnFamilies, other) : asnFamilies,
                places,
                edition);
    }

    private static Set<IpFamily> intersection(Set<IpFamily> families, Set<IpFamily> other) {
        return families.containsAll(other) ? other : Set.of();
    }

    private static boolean holds(IpRange range, IpFamily family, long high, long low) {
        IpAddress first = range.first();
        IpAddress last = range.last();
        return first.family() == family
                && isNotAbove(first.high(), first.low(), high, low)
                && isNotAbove(high, low, last.high(), last.low());
    }

    private static boolean isNotAbove(long leftHigh, long leftLow, long rightHigh, long rightLow) {
        int byHigh = Long.compareUnsigned(leftHigh, rightHigh);
        return byHigh < 0 || byHigh == 0 && Long.compareUnsigned(leftLow, rightLow) <= 0;
    }
}
