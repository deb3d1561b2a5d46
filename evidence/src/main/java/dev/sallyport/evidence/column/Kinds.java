package dev.sallyport.evidence.column;

import dev.sallyport.engine.policy.CountryCode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/*
 * Rows that one candidate cannot tell apart by anything but the address have one kind: the same facts, the same named country
 * or none of the named, the same named origin or none. Where a candidate names neither, the kind is the number of the facts.
 * Immutable.
 */
final class Kinds {

    /* More kinds than this are not told apart by number; rows are decided one by one then. */
    private static final int MOST = 1 << 22;

    final boolean namesCountries;
    final boolean namesAsns;

    /** Whether the kind of a row is the number of its facts. */
    final boolean areFacts;

    /** Per place what is added to the number of the facts; empty if the kind is that alone. */
    final int[] ofPlace;

    private final long count;

    private Kinds(boolean namesCountries, boolean namesAsns, int[] ofPlace, long count) {
        this.namesCountries = namesCountries;
        this.namesAsns = namesAsns;
        this.ofPlace = ofPlace;
        this.count = count;
        areFacts = !namesCountries && !namesAsns;
    }

    static Kinds of(ObservationColumns columns, CandidateForm form) {
        int facts = columns.factsValues.size();
        Set<CountryCode> countries = form.countries().keySet();
        Set<Long> asns = form.origins().keySet();
        if (countries.isEmpty() && asns.isEmpty()) {
            return new Kinds(false, false, new int[0], facts);
        }
        long[] sorted = asns.stream().mapToLong(Long::longValue).sorted().toArray();
        Places places = columns.places;
        int[] ofPlace = new int[places.size()];
        Map<Long, Integer> numbers = new HashMap<>();
        for (int place = 0; place < ofPlace.length; place++) {
            CountryCode code = places.countryOf(place);
            long country = code != null && countries.contains(code) ? code.index() + 1L : 0;
            int origin = Math.max(Arrays.binarySearch(sorted, places.asn[place]), -1) + 1;
            long named = country * (sorted.length + 1L) + origin;
            Integer known = numbers.putIfAbsent(named, numbers.size());
            ofPlace[place] = facts * (known == null ? numbers.size() - 1 : known);
        }
        return new Kinds(
                !countries.isEmpty(), sorted.length > 0, ofPlace, (long) facts * numbers.size());
    }

    /** Returns the kind of a row, if there are not too many. */
    int of(ObservationColumns columns, int row) {
        return columns.facts[row] + (areFacts ? 0 : ofPlace[columns.places.of[row]]);
    }

    /** Returns whether there are too many to keep a ruling for each. */
    boolean areTooMany() {
        return count > MOST;
    }

    /** Returns how many there are, 0 if too many. */
    int count() {
        return areTooMany() ? 0 : (int) count;
    }
}
