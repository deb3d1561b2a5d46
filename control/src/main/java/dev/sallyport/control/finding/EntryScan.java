package dev.sallyport.control.finding;

import dev.sallyport.control.geo.Countries;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.address.IpSet;
import dev.sallyport.engine.address.SpecialPurpose;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.Source;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/* Looks at the entries of one place: the sources of a rule, its exceptions, or a list. */
final class EntryScan {

    private final FindingTerms terms;
    private final Map<String, IpSet> shared;
    private final Findings.Builder found;

    EntryScan(FindingTerms terms, Findings.Builder found) {
        this.terms = terms;
        this.shared = new TreeMap<>(terms.shared());
        this.found = found;
    }

    /**
     * Looks at entries.
     *
     * @param pointer of the entries, without a slash at its end
     * @param allows whether a match lets a request in: then it matters who shares the addresses
     */
    void scan(String pointer, List<Entry> entries, boolean allows) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            String at = pointer + "/" + i;
            life(at, entry);
            country(at, entry);
            IpRange range = Ranges.of(entry.source());
            if (range != null) {
                purpose(at, entry, range);
                length(at, entry, range);
                if (allows) {
                    shared(at, entry, range);
                }
            }
        }
        for (Coverage.Idle idle : Coverage.of(entries, terms.now())) {
            idle(pointer + "/" + idle.index(), entries.get(idle.index()), idle);
        }
    }

    private void life(String at, Entry entry) {
        if (entry.life().isPast(terms.now())) {
            found.add(
                    FindingCode.EXPIRED,
                    at,
                    entry.id(),
                    () -> "the entry expired at " + entry.life().expiresAt(),
                    () -> "remove it, or give it another `expiresAt`");
        }
        if (entry.reviewAt() != null && !entry.reviewAt().isAfter(terms.now())) {
            found.add(
                    FindingCode.REVIEW_DUE,
                    at,
                    entry.id(),
                    () -> "the entry was to be looked at by " + entry.reviewAt(),
                    () ->
                            entry.owner().isEmpty()
                                    ? "look whether it is still needed, and set `reviewAt` anew"
                                    : "ask `" + entry.owner() + "` whether it is still needed");
        }
    }

    private void country(String at, Entry entry) {
        if (!(entry.source() instanceof Source.Country(CountryCode code))
                || code.equals(CountryCode.UNKNOWN)) {
            return;
        }
        Countries.Country known = Countries.find(code.value()).orElse(null);
        if (known == null || !known.isAssigned()) {
            found.add(
                    FindingCode.COUNTRY_UNASSIGNED,
                    at,
                    entry.id(),
                    () -> "no country has the code `" + code + "`",
                    () ->
                            known == null || known.note() == null
                                    ? "compare it with ISO 3166-1"
                                    : known.note());
        }
    }

    private static boolean isPrivate(SpecialPurpose purpose) {
        return purpose.use() == SpecialPurpose.Use.PRIVATE
                || purpose.use() == SpecialPurpose.Use.SHARED;
    }

    private void purpose(String at, Entry entry, IpRange range) {
        SpecialPurpose.of(range)
                .ifPresent(purpose ->
                        found.add(
                                isPrivate(purpose)
                                        ? FindingCode.PRIVATE
                                        : FindingCode.SPECIAL_PURPOSE,
                                at,
                                entry.id(),
                                () ->
                                        "`%s` is inside %s, %s (%s)"
                                                .formatted(
                                                        text(entry),
                                                        purpose.prefix(),
                                                        purpose.name(),
                                                        purpose.source()),
                                () ->
                                        isPrivate(purpose)
                                                ? "such a client is seen only if it reaches the proxy without being translated"
                                                : "no client comes from there"));
    }

    /* A site has a /64 for every network it runs, and its hosts change their addresses inside of it. */
    private void length(String at, Entry entry, IpRange range) {
        boolean isShort =
                range.family() == IpFamily.IPV6
                        && range.first().high() == range.last().high()
                        && !(range.first().low() == 0 && range.last().low() == -1);
        if (isShort) {
            found.add(
                    FindingCode.LONGER_THAN_64,
                    at,
                    entry.id(),
                    () ->
                            "`"
                                    + text(entry)
                                    + "` is less than a /64, in which hosts change addresses",
                    () ->
                            "write `"
                                    + IpPrefix.around(range.first(), 64)
                                    + "` if it is a host's network");
        }
    }

    private void shared(String at, Entry entry, IpRange range) {
        for (Map.Entry<String, IpSet> label : shared.entrySet()) {
            if (overlaps(label.getValue(), range)) {
                found.add(
                        FindingCode.SHARED_EGRESS,
                        at,
                        entry.id(),
                        () -> "`" + text(entry) + "` holds addresses of `" + label.getKey() + "`",
                        () ->
                                "strangers come from there too: ask for who they are, not only for where they are");
                return;
            }
        }
    }

    private static boolean overlaps(IpSet set, IpRange range) {
        List<IpRange> ranges = set.ranges();
        int low = 0;
        int high = ranges.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ranges.get(middle).last().compareTo(range.first()) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < ranges.size() && ranges.get(low).first().compareTo(range.last()) <= 0;
    }

    private void idle(String at, Entry entry, Coverage.Idle idle) {
        Entry by = idle.by();
        boolean endsEarlier = by.life().expiresAt().isBefore(entry.life().expiresAt());
        found.add(
                idle.isDuplicate() ? FindingCode.DUPLICATE : FindingCode.COVERED,
                at,
                entry.id(),
                () ->
                        "`%s` is %s entry `%s` (`%s`)%s"
                                .formatted(
                                        text(entry),
                                        idle.isDuplicate() ? "the same as" : "covered by",
                                        by.id(),
                                        text(by),
                                        endsEarlier ? ", which ends earlier" : ""),
                () ->
                        endsEarlier
                                ? "it counts from " + by.life().expiresAt() + " on"
                                : "remove it, unless it is kept for its owner or its dates");
    }

    static String text(Entry entry) {
        return entry.source().toString();
    }
}
