package dev.sallyport.engine.geo;

import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.policy.CountryCode;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link GeoTable}. The ranges of one kind and family are given in ascending order and do
 * not overlap; what lies between them has no answer. Used once, by one thread.
 */
public final class GeoTableBuilder {

    private static final CountryCode[] COUNTRIES = countries();

    private final Map<IpFamily, Intervals> countries = new EnumMap<>(IpFamily.class);
    private final Map<IpFamily, Intervals> asns = new EnumMap<>(IpFamily.class);
    private final Map<Long, Integer> asnNumbers = new HashMap<>();
    private int[] asnValues = new int[1024];

    /** Starts with nothing held. */
    public GeoTableBuilder() {}

    /** States that country data for a family is held, even if no range has one. */
    public GeoTableBuilder holdsCountries(IpFamily family) {
        Intervals _ = countries.computeIfAbsent(family, ignored -> new Intervals());
        return this;
    }

    /** States that origin data for a family is held, even if no range has one. */
    public GeoTableBuilder holdsAsns(IpFamily family) {
        Intervals _ = asns.computeIfAbsent(family, ignored -> new Intervals());
        return this;
    }

    /**
     * Gives every address of a range a country, and states that data for its family is held.
     *
     * @throws IllegalArgumentException if the range begins before the end of the one before
     */
    public GeoTableBuilder country(IpRange range, CountryCode country) {
        int number = country.equals(CountryCode.UNKNOWN) ? Intervals.NONE : country.index() + 1;
        add(countries.computeIfAbsent(range.family(), ignored -> new Intervals()), range, number);
        return this;
    }

    /**
     * Gives every address of a range an origin, and states that data for its family is held.
     *
     * @param asn the number of the autonomous system, 0 (no answer) to 4294967295
     * @throws IllegalArgumentException if the range begins before the end of the one before, or the
     *     number is out of range
     */
    public GeoTableBuilder asn(IpRange range, long asn) {
        if (asn < 0 || asn > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("the number of an origin has 32 bits");
        }
        add(asns.computeIfAbsent(range.family(), ignored -> new Intervals()), range, numberOf(asn));
        return this;
    }

    private int numberOf(long asn) {
        if (asn == 0) {
            return Intervals.NONE;
        }
        Integer known = asnNumbers.get(asn);
        if (known != null) {
            return known;
        }
        int number = asnNumbers.size() + 1;
        asnNumbers.put(asn, number);
        if (number == asnValues.length) {
            asnValues = Arrays.copyOf(asnValues, 2 * number);
        }
        asnValues[number] = (int) asn;
        return number;
    }

    private static void add(Intervals intervals, IpRange range, int number) {
        long firstLow = range.first().low();
        long lastLow = range.last().low();
        if (range.family() == IpFamily.IPV4) {
            long lastKey = lastLow << Integer.SIZE | 0xFFFF_FFFFL;
            intervals.add(firstLow << Integer.SIZE, 0, lastKey, -1L, number);
        } else {
            intervals.add(range.first().high(), firstLow, range.last().high(), lastLow, number);
        }
    }

    /** Returns into how many stretches the countries of a family fall, 0 if none are held. */
    public int countryStretches(IpFamily family) {
        return count(countries.get(family));
    }

    /** Returns into how many stretches the origins of a family fall, 0 if none are held. */
    public int asnStretches(IpFamily family) {
        return count(asns.get(family));
    }

    private static int count(@Nullable Intervals intervals) {
        return intervals == null ? 0 : intervals.count();
    }

    /**
     * Returns the table.
     *
     * @param edition the edition of the data, not empty
     */
    public GeoTable build(String edition) {
        return new GeoTable(
                trie(countries.get(IpFamily.IPV4)),
                trie(countries.get(IpFamily.IPV6)),
                trie(asns.get(IpFamily.IPV4)),
                trie(asns.get(IpFamily.IPV6)),
                COUNTRIES,
                Arrays.copyOf(asnValues, asnNumbers.size() + 1),
                edition);
    }

    private static @Nullable AddressTrie trie(@Nullable Intervals intervals) {
        return intervals == null ? null : AddressTrieBuilder.build(intervals);
    }

    private static CountryCode[] countries() {
        CountryCode[] codes = new CountryCode[CountryCode.COUNT + 1];
        codes[Intervals.NONE] = CountryCode.UNKNOWN;
        for (char first = 'A'; first <= 'Z'; first++) {
            for (char second = 'A'; second <= 'Z'; second++) {
                CountryCode code = new CountryCode(new String(new char[] {first, second}));
                codes[code.index() + 1] = code;
            }
        }
        return codes;
    }
}
