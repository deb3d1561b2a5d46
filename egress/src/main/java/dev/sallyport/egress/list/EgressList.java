package dev.sallyport.egress.list;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpSet;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The prefixes that a service uses in one region, as published under one serial. Immutable.
 *
 * @param region the name of the region: 1 to 63 lower-case letters, digits and hyphens
 * @param serial counts the publications of this region, from 1; a later one has a larger number
 * @param created when it was published
 * @param prefixes in the order of {@link EgressPrefix#compareTo}, no prefix twice for one service
 */
public record EgressList(String region, long serial, Instant created, List<EgressPrefix> prefixes) {

    /* A prefix of a service is one line of the list. */
    private record Line(IpPrefix prefix, String service) {}

    /**
     * Sorts the prefixes and checks the rest.
     *
     * @throws IllegalArgumentException if the region is no name, the serial below 1, or a prefix
     *     there twice for one service
     */
    public EgressList {
        if (!isRegionName(region)) {
            throw new IllegalArgumentException("a region has 1 to 63 of a-z, 0-9 and hyphens");
        }
        if (serial < 1) {
            throw new IllegalArgumentException("serials begin with 1");
        }
        prefixes = prefixes.stream().sorted().toList();
        Set<Line> lines = new HashSet<>();
        for (EgressPrefix prefix : prefixes) {
            if (!lines.add(new Line(prefix.prefix(), prefix.service()))) {
                throw new IllegalArgumentException("a prefix is there once for each service");
            }
        }
    }

    /** Returns whether {@code text} can be the name of a region. */
    public static boolean isRegionName(String text) {
        return EgressName.isName(text);
    }

    /**
     * Returns the distinct prefixes of a direction that are listed at an instant, in ascending
     * order, as published.
     *
     * @param direction {@link Direction#BOTH} for those of any direction
     * @param at the instant
     */
    public List<IpPrefix> prefixes(Direction direction, Instant at) {
        return prefixes.stream()
                .filter(each -> each.isListedAt(at))
                .filter(each -> direction == Direction.BOTH || each.direction().includes(direction))
                .map(EgressPrefix::prefix)
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns the fewest prefixes that hold exactly the addresses of the given ones, ascending. */
    public static List<IpPrefix> aggregated(Collection<IpPrefix> prefixes) {
        return IpSet.ofPrefixes(prefixes).prefixes();
    }
}
