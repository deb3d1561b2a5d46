package dev.sallyport.control.egress;

import dev.sallyport.egress.list.EgressList;
import dev.sallyport.egress.list.EgressPrefix;
import dev.sallyport.engine.address.IpPrefix;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A region as it stands.
 *
 * @param list what is listed, under its serial
 * @param live since when each prefix is in use that is; the others are only announced
 * @param version the number of its last change; a prefix that goes live changes it too
 * @param told the serial that the last notice told of, 0 if there was none
 * @param noticeDue when the next notice is to be given, to the millisecond, or null if nothing
 *     waits to be told
 */
public record EgressRegion(
        EgressList list,
        Map<IpPrefix, Instant> live,
        long version,
        long told,
        @Nullable Instant noticeDue) {

    /** Copies what is live, and cuts the instant. */
    public EgressRegion {
        live = Collections.unmodifiableMap(new TreeMap<>(live));
        noticeDue = noticeDue == null ? null : noticeDue.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Returns the name of the region. */
    public String name() {
        return list.region();
    }

    /** Returns the entity tag of this version without its quotes. */
    public String entityTag() {
        return name() + "." + version;
    }

    /** Returns the line of a prefix, if it is listed. */
    public Optional<EgressPrefix> find(IpPrefix prefix) {
        return list.prefixes().stream().filter(each -> each.prefix().equals(prefix)).findFirst();
    }

    /** Returns the first instant at which a prefix has to go, if there is one. */
    public Optional<Instant> nextRemoval() {
        return list.prefixes().stream()
                .map(EgressPrefix::removeAfter)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder());
    }

    EgressRegion live(IpPrefix prefix, Instant since) {
        Map<IpPrefix, Instant> more = new TreeMap<>(live);
        more.put(prefix, since);
        return new EgressRegion(list, more, version + 1, told, noticeDue);
    }

    EgressRegion told(long serial) {
        return new EgressRegion(list, live, version, serial, null);
    }
}
