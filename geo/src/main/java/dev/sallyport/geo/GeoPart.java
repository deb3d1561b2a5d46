package dev.sallyport.geo;

import dev.sallyport.engine.address.IpFamily;
import java.util.Comparator;

/**
 * One kind of data for one family: the unit that a file holds or does not hold.
 *
 * @param kind what it says
 * @param family of which addresses
 */
public record GeoPart(GeoKind kind, IpFamily family) implements Comparable<GeoPart> {

    private static final Comparator<GeoPart> ORDER =
            Comparator.comparing(GeoPart::kind).thenComparing(GeoPart::family);

    @Override
    public int compareTo(GeoPart other) {
        return ORDER.compare(this, other);
    }

    /** Returns words such as {@code countries of IPv4}. */
    @Override
    public String toString() {
        return kind.plural() + " of " + (family == IpFamily.IPV4 ? "IPv4" : "IPv6");
    }
}
