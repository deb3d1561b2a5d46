package dev.sallyport.engine.decision;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.policy.CountryCode;

/**
 * Where addresses are and who originates them. Implementations are immutable and allocate nothing
 * in a look-up.
 */
public interface GeoData {

    /** Returns the geo data of a deployment that has none. */
    static GeoData none() {
        return NoGeoData.INSTANCE;
    }

    /** Returns whether country data for {@code family} is loaded. */
    boolean hasCountries(IpFamily family);

    /** Returns whether origin data for {@code family} is loaded. */
    boolean hasAsns(IpFamily family);

    /**
     * Returns the country of an address whose family has country data, {@link CountryCode#UNKNOWN}
     * if the data holds no answer. Unspecified if the family has no data.
     *
     * @param family the family of the address
     * @param high its upper 64 bits, 0 for IPv4
     * @param low its lower 64 bits, for IPv4 the address as an unsigned 32-bit number
     */
    CountryCode country(IpFamily family, long high, long low);

    /**
     * Returns the number of the autonomous system that originates an address whose family has
     * origin data, or 0 if the data holds no answer. Unspecified if the family has no data.
     *
     * @param family the family of the address
     * @param high its upper 64 bits, 0 for IPv4
     * @param low its lower 64 bits, for IPv4 the address as an unsigned 32-bit number
     */
    long asn(IpFamily family, long high, long low);

    /** Returns {@link #country(IpFamily, long, long)} of {@code address}. */
    default CountryCode country(IpAddress address) {
        return country(address.family(), address.high(), address.low());
    }

    /** Returns {@link #asn(IpFamily, long, long)} of {@code address}. */
    default long asn(IpAddress address) {
        return asn(address.family(), address.high(), address.low());
    }

    /** Returns the edition of the data, empty if there is none. */
    String edition();
}
