package dev.sallyport.engine.geo;

import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.policy.CountryCode;
import org.jspecify.annotations.Nullable;

/**
 * Countries and origins in memory, made by {@link GeoTableBuilder}. Immutable and shared by all
 * tenants; a look-up takes no lock, allocates nothing and costs a handful of loads.
 *
 * <p>Each kind of each family is held or not; what is not held is never answered from another
 * family.
 */
public final class GeoTable implements GeoData {

    private final @Nullable AddressTrie ipv4Countries;
    private final @Nullable AddressTrie ipv6Countries;
    private final @Nullable AddressTrie ipv4Asns;
    private final @Nullable AddressTrie ipv6Asns;
    private final CountryCode[] countries;
    private final int[] asns;
    private final String edition;

    /*
     * countries[n] and asns[n] are what number n of a trie stands for; number 0 is no answer. Origins are unsigned.
     */
    GeoTable(
            @Nullable AddressTrie ipv4Countries,
            @Nullable AddressTrie ipv6Countries,
            @Nullable AddressTrie ipv4Asns,
            @Nullable AddressTrie ipv6Asns,
            CountryCode[] countries,
            int[] asns,
            String edition) {
        this.ipv4Countries = ipv4Countries;
        this.ipv6Countries = ipv6Countries;
        this.ipv4Asns = ipv4Asns;
        this.ipv6Asns = ipv6Asns;
        this.countries = countries;
        this.asns = asns;
        this.edition = edition;
    }

    @Override
    public boolean hasCountries(IpFamily family) {
        return countriesOf(family) != null;
    }

    @Override
    public boolean hasAsns(IpFamily family) {
        return asnsOf(family) != null;
    }

    @Override
    public CountryCode country(IpFamily family, long high, long low) {
        return countries[number(countriesOf(family), family, high, low)];
    }

    @Override
    public long asn(IpFamily family, long high, long low) {
        return Integer.toUnsignedLong(asns[number(asnsOf(family), family, high, low)]);
    }

    private static int number(@Nullable AddressTrie trie, IpFamily family, long high, long low) {
        if (trie == null) {
            return Intervals.NONE;
        }
        return family == IpFamily.IPV4
                ? trie.number(low << Integer.SIZE, 0)
                : trie.number(high, low);
    }

    private @Nullable AddressTrie countriesOf(IpFamily family) {
        return family == IpFamily.IPV4 ? ipv4Countries : ipv6Countries;
    }

    private @Nullable AddressTrie asnsOf(IpFamily family) {
        return family == IpFamily.IPV4 ? ipv4Asns : ipv6Asns;
    }

    @Override
    public String edition() {
        return edition;
    }

    /** Returns how much memory the table takes, in bytes and without small change. */
    public long bytes() {
        return bytes(ipv4Countries)
                + bytes(ipv6Countries)
                + bytes(ipv4Asns)
                + bytes(ipv6Asns)
                + (long) asns.length * Integer.BYTES;
    }

    private static long bytes(@Nullable AddressTrie trie) {
        return trie == null ? 0 : trie.bytes();
    }
}
