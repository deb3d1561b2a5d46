package dev.sallyport.evidence.recommend;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.address.IpSet;
import dev.sallyport.engine.address.SpecialPurpose;
import dev.sallyport.engine.address.SpecialPurpose.Use;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/*
 * Addresses behind which anybody may be, by label; of several labels that hold an address the first in ASCII order counts.
 * Immutable.
 */
final class SharedEgress {

    private static final Map<String, IpSet> KNOWN =
            Map.of(
                    "carrier-grade-nat",
                    SpecialPurpose.addresses(EnumSet.of(Use.SHARED)),
                    "private",
                    SpecialPurpose.addresses(
                            EnumSet.of(Use.PRIVATE, Use.LOOPBACK, Use.LINK_LOCAL)));

    private final TreeMap<String, IpSet> labelled = new TreeMap<>();
    private final List<IpRange> unwanted;

    SharedEgress(Terms terms) {
        KNOWN.forEach((label, set) -> add(label, set, terms));
        terms.shared().forEach((label, set) -> add(label, set, terms));
        IpSet.Builder all = IpSet.builder();
        labelled.values().forEach(all::add);
        unwanted = new ArrayList<>(all.build().ranges());
    }

    private void add(String label, IpSet set, Terms terms) {
        if (!terms.wanted().contains(label)) {
            labelled.merge(label, set, IpSet::union);
        }
    }

    /** Returns the label of a unit of which an address is shared and not wanted, else null. */
    @Nullable String label(IpPrefix unit) {
        if (!overlaps(unit)) {
            return null;
        }
        IpSet addresses = IpSet.ofPrefixes(List.of(unit));
        for (Map.Entry<String, IpSet> label : labelled.entrySet()) {
            if (label.getValue().overlaps(addresses)) {
                return label.getKey();
            }
        }
        return null;
    }

    /** Returns whether some address of a prefix is shared and not wanted. */
    boolean overlaps(IpPrefix prefix) {
        int first = 0;
        int last = unwanted.size();
        while (first < last) {
            int middle = (first + last) >>> 1;
            if (unwanted.get(middle).last().compareTo(prefix.first()) < 0) {
                first = middle + 1;
            } else {
                last = middle;
            }
        }
        return first < unwanted.size() && unwanted.get(first).first().compareTo(prefix.last()) <= 0;
    }
}
