package dev.sallyport.evidence.column;

import dev.sallyport.engine.policy.CountryCode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/*
 * Contexts that one candidate cannot tell apart have one kind: the same facts, the same named country or none of the named,
 * the same named origin or none. Where a candidate names neither, the kind is the facts alone. Immutable.
 */
final class Kinds {

    private static final int DENSE = 1 << 20;

    /** Whether the kind of a row is the number of its facts. */
    final boolean areFacts;

    /** Per context its kind. */
    final int[] of;

    final int count;
    final boolean namesCountries;
    final boolean namesAsns;

    private Kinds(int[] of, int count, boolean namesCountries, boolean namesAsns) {
        this.of = of;
        this.count = count;
        this.namesCountries = namesCountries;
        this.namesAsns = namesAsns;
        areFacts = !namesCountries && !namesAsns;
    }

    static Kinds of(Contexts contexts, CandidateForm form) {
        Set<CountryCode> countries = form.countries();
        Set<Long> asns = form.asns();
        if (countries.isEmpty() && asns.isEmpty()) {
            return new Kinds(contexts.factsNumber, contexts.facts.size(), false, false);
        }
        int[] countryNumber = new int[CountryCode.COUNT];
        int named = 0;
        for (CountryCode country : countries) {
            countryNumber[country.index()] = ++named;
        }
        long[] sorted = asns.stream().mapToLong(Long::longValue).sorted().toArray();
        long combinations = (long) contexts.facts.size() * (named + 1) * (sorted.length + 1);
        int[] dense = combinations <= DENSE ? new int[(int) combinations] : new int[0];
        Map<Long, Integer> sparse = new HashMap<>();
        int[] kinds = new int[contexts.size()];
        int count = 0;
        for (int context = 0; context < kinds.length; context++) {
            int country = contexts.country[context];
            long place = country == Contexts.NO_COUNTRY ? 0 : countryNumber[country];
            int origin = Arrays.binarySearch(sorted, contexts.asn[context]);
            long combination =
                    (contexts.factsNumber[context] * (named + 1L) + place) * (sorted.length + 1L)
                            + Math.max(origin, -1)
                            + 1;
            if (dense.length > 0) {
                int at = (int) combination;
                if (dense[at] == 0) {
                    dense[at] = ++count;
                }
                kinds[context] = dense[at] - 1;
            } else {
                Integer known = sparse.putIfAbsent(combination, count);
                kinds[context] = known == null ? count++ : known;
            }
        }
        return new Kinds(kinds, count, !countries.isEmpty(), sorted.length > 0);
    }
}
