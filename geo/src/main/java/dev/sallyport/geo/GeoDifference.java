package dev.sallyport.geo;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.decision.GeoData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * How much two sets of geo data differ, found by asking both the same addresses.
 *
 * @param shares for each part that both hold, the share of asked addresses to which they give
 *     different answers: 0 to 1
 * @param lost the parts that only the former holds
 */
public record GeoDifference(SortedMap<GeoPart, Double> shares, List<GeoPart> lost) {

    /* For so many addresses from the networks of both, one from anywhere. */
    private static final int PER_ANYWHERE = 4;

    /** Copies the collections. */
    public GeoDifference {
        shares = Collections.unmodifiableSortedMap(new TreeMap<>(shares));
        lost = List.copyOf(lost);
    }

    /** Returns how {@code latter} differs from {@code former}; the same for the same data. */
    public static GeoDifference between(GeoDatabase former, GeoDatabase latter) {
        SortedMap<GeoPart, Double> shares = new TreeMap<>();
        List<GeoPart> lost = new ArrayList<>();
        for (GeoPart part : former.samples().keySet()) {
            if (latter.samples().containsKey(part)) {
                shares.put(part, share(part, former, latter));
            } else {
                lost.add(part);
            }
        }
        return new GeoDifference(shares, lost);
    }

    private static double share(GeoPart part, GeoDatabase former, GeoDatabase latter) {
        List<IpAddress> asked = new ArrayList<>(former.samples().getOrDefault(part, List.of()));
        asked.addAll(latter.samples().getOrDefault(part, List.of()));
        asked.addAll(anywhere(part.family(), asked.size() / PER_ANYWHERE));
        long different =
                asked.stream()
                        .filter(address ->
                                !same(part.kind(), former.table(), latter.table(), address))
                        .count();
        return (double) different / asked.size();
    }

    private static boolean same(GeoKind kind, GeoData one, GeoData other, IpAddress address) {
        return switch (kind) {
            case COUNTRY -> one.country(address).equals(other.country(address));
            case ASN -> one.asn(address) == other.asn(address);
        };
    }

    /* Unicast addresses: 1.0.0.0 to 223.255.255.255 and 2000::/3. */
    private static List<IpAddress> anywhere(IpFamily family, int count) {
        SplittableRandom random = new SplittableRandom(0x5A11_9028L);
        List<IpAddress> addresses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            addresses.add(
                    switch (family) {
                        case IPV4 ->
                                IpAddress.ipv4((int) random.nextLong(0x0100_0000L, 0xE000_0000L));
                        case IPV6 ->
                                IpAddress.ipv6(
                                        random.nextLong() >>> 3 | 0x2000_0000_0000_0000L,
                                        random.nextLong());
                    });
        }
        return addresses;
    }

    /** Returns the largest share, 0 if there is none. */
    public double largestShare() {
        return shares.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }
}
