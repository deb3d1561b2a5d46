package dev.sallyport.evidence.column;

import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.policy.CountryCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/*
 * The distinct combinations of facts, country and origin that rows have, numbered from 0 in the order of the rows, so that
 * what is close in the columns is close here. Immutable once built.
 */
final class Contexts {

    /* No data is loaded, or there is no address to look up. */
    static final short NO_COUNTRY = -1;
    static final long NO_ASN = -1;

    /** Per row its combination. */
    final int[] of;

    final List<Facts> facts;
    final int[] factsNumber;
    final short[] country;
    final long[] asn;
    private final @Nullable CountryCode[] countries;

    private Contexts(Builder builder) {
        of = builder.of;
        facts = builder.facts;
        countries = builder.countries;
        int size = builder.numbers.size();
        factsNumber = new int[size];
        country = new short[size];
        asn = new long[size];
        builder.numbers.forEach((context, number) -> {
            factsNumber[number] = context.facts();
            country[number] = context.country();
            asn[number] = context.asn();
        });
    }

    int size() {
        return factsNumber.length;
    }

    Facts factsOf(int row) {
        return facts.get(factsNumber[of[row]]);
    }

    @Nullable CountryCode countryOf(int row) {
        return countryOfContext(of[row]);
    }

    @Nullable CountryCode countryOfContext(int context) {
        int index = country[context];
        return index == NO_COUNTRY ? null : countries[index];
    }

    private record Context(int facts, short country, long asn) {}

    /* Not thread-safe. */
    static final class Builder {

        private final GeoData geoData;
        private final List<Facts> facts;
        private final int[] of;
        private final Map<Context, Integer> numbers = new HashMap<>();
        private final @Nullable CountryCode[] countries =
                new @Nullable CountryCode[CountryCode.COUNT];
        private Context latest = new Context(-1, NO_COUNTRY, NO_ASN);
        private int latestNumber;
        private int rows;

        Builder(GeoData geoData, List<Facts> facts, int rowCount) {
            this.geoData = geoData;
            this.facts = facts;
            of = new int[rowCount];
        }

        /** Adds the next row, which has an address. */
        void add(int factsNumber, IpFamily family, long high, long low) {
            short index = NO_COUNTRY;
            if (geoData.hasCountries(family)) {
                CountryCode code = geoData.country(family, high, low);
                index = (short) code.index();
                countries[index] = code;
            }
            long origin = geoData.hasAsns(family) ? geoData.asn(family, high, low) : NO_ASN;
            add(factsNumber, index, origin);
        }

        /** Adds the next row, which has no address to look up. */
        void add(int factsNumber) {
            add(factsNumber, NO_COUNTRY, NO_ASN);
        }

        private void add(int factsNumber, short country, long asn) {
            if (latest.facts() != factsNumber
                    || latest.country() != country
                    || latest.asn() != asn) {
                latest = new Context(factsNumber, country, asn);
                Integer known = numbers.putIfAbsent(latest, numbers.size());
                latestNumber = known == null ? numbers.size() - 1 : known;
            }
            of[rows++] = latestNumber;
        }

        Contexts build() {
            return new Contexts(this);
        }
    }
}
