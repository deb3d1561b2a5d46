package dev.sallyport.engine.decision;

import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.policy.CountryCode;

/* Geo data before any is loaded. */
record NoGeoData() implements GeoData {

    static final GeoData INSTANCE = new NoGeoData();

    @Override
    public boolean hasCountries(IpFamily family) {
        return false;
    }

    @Override
    public boolean hasAsns(IpFamily family) {
        return false;
    }

    @Override
    public CountryCode country(IpFamily family, long high, long low) {
        return CountryCode.UNKNOWN;
    }

    @Override
    public long asn(IpFamily family, long high, long low) {
        return 0;
    }

    @Override
    public String edition() {
        return "";
    }
}
