package dev.sallyport.control.search;

import dev.sallyport.control.finding.Ranges;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.Source;
import java.math.BigInteger;
import java.util.Comparator;

/* How specific entries are, semantics section 5: the fewest addresses, then origin, country, any; of equals the smallest id. */
final class MostSpecific {

    static final Comparator<Entry> ENTRY_FIRST =
            Comparator.comparingInt((Entry entry) -> kind(entry.source()))
                    .thenComparing(entry -> size(entry.source()))
                    .thenComparing(Entry::id);

    private MostSpecific() {}

    private static int kind(Source source) {
        return switch (source) {
            case Source.Network ignored -> 0;
            case Source.Range ignored -> 0;
            case Source.Asn ignored -> 1;
            case Source.Country ignored -> 2;
            case Source.Any ignored -> 3;
            case Source.ListReference ignored -> 4;
        };
    }

    private static BigInteger size(Source source) {
        IpRange range = Ranges.of(source);
        return range == null ? BigInteger.ZERO : range.size();
    }
}
