package dev.sallyport.control.finding;

import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.address.IpSet;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Source;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The addresses that entries name outright, as opposed to by country, origin or any. */
public final class Ranges {

    private Ranges() {}

    /** Returns the addresses that a source names, or null if it names none. */
    public static @Nullable IpRange of(Source source) {
        return switch (source) {
            case Source.Network(var prefix) -> prefix.toRange();
            case Source.Range(var range) -> range;
            case Source.Country ignored -> null;
            case Source.Asn ignored -> null;
            case Source.ListReference ignored -> null;
            case Source.Any ignored -> null;
        };
    }

    /**
     * Returns the addresses that the live entries name together, those of lists included.
     *
     * @param lists the lists that there are; others name nothing
     */
    public static IpSet union(
            List<Entry> entries, Map<ListName, NetworkList> lists, Instant instant) {
        IpSet.Builder union = IpSet.builder();
        add(entries, lists, instant, union);
        return union.build();
    }

    private static void add(
            List<Entry> entries,
            Map<ListName, NetworkList> lists,
            Instant instant,
            IpSet.Builder union) {
        for (Entry entry : entries) {
            if (!entry.life().isLive(instant)) {
                continue;
            }
            IpRange range = of(entry.source());
            if (range != null) {
                union.add(range);
            }
            NetworkList list =
                    entry.source() instanceof Source.ListReference(ListName name)
                            ? lists.get(name)
                            : null;
            if (list != null) {
                add(list.entries(), Map.of(), instant, union);
            }
        }
    }
}
