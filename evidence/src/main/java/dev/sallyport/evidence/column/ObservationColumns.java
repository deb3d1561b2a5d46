package dev.sallyport.evidence.column;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.Nat64Prefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.evidence.Observation;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The observations of one tenant in memory, one row for each network, channel, principal and
 * whether it was refused; hours are merged. Rows are sorted by address.
 *
 * <p>An IPv6 row stands for a /64 and is judged by its newest full address. A folded row stands for
 * a network whose addresses are no longer told apart. Country and origin are those of the geo data
 * the columns were built with, not those of the time of the request.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class ObservationColumns {

    /*
     * Rows by group, each sorted by address:
     *
     *   0 ........ ipv4End ....... ipv6End .............. embeddedEnd ........ undeterminedEnd ..... size
     *   | IPv4     | IPv6          | IPv6 embedding IPv4  | undetermined       | folded              |
     *
     * Addresses are kept with their sign bits flipped, so that signed comparisons put them in order. What a candidate can
     * look at besides the address are two numbers: the facts, and the place, which is country and origin.
     */
    final int ipv4End;
    final int ipv6End;
    final int embeddedEnd;
    final int undeterminedEnd;

    final int[] ipv4;
    final long[] ipv6High;
    final long[] ipv6Low;
    final IpPrefix[] folded;
    final int[] principal;
    final long[] requests;
    final int[] facts;
    final List<Facts> factsValues;
    final Places places;
    final GeoData geoData;
    final List<Nat64Prefix> nat64Prefixes;
    final List<Principal> principals;

    private final boolean[] refused;
    private final long[] first;
    private final long[] last;
    private final long[] days;

    ObservationColumns(RowSource source, GeoData geoData, List<Nat64Prefix> nat64Prefixes) {
        RowTable rows = source.rows();
        int[] order = source.order();
        int[] counts = source.counts();
        ipv4End = counts[0];
        ipv6End = ipv4End + counts[1];
        embeddedEnd = ipv6End + counts[2];
        undeterminedEnd = embeddedEnd + counts[3];
        ipv4 = new int[ipv4End];
        ipv6High = new long[embeddedEnd - ipv4End];
        ipv6Low = new long[embeddedEnd - ipv4End];
        folded = new IpPrefix[order.length - undeterminedEnd];
        principal = new int[order.length];
        requests = new long[order.length];
        refused = new boolean[order.length];
        first = new long[order.length];
        last = new long[order.length];
        days = new long[order.length];
        facts = new int[order.length];
        Dictionary<Facts> distinct = new Dictionary<>();
        int[][] numbers = new int[source.principals().size()][];
        for (int at = 0; at < order.length; at++) {
            int row = order[at];
            principal[at] = rows.principal(row);
            requests[at] = rows.requests[row];
            refused[at] = rows.refused(row);
            first[at] = rows.first[row];
            last[at] = rows.last[row];
            days[at] = rows.days[row];
            facts[at] = factsOf(source, row, numbers, distinct);
            place(rows, row, at);
        }
        principals = source.principals();
        factsValues = distinct.values();
        this.nat64Prefixes = nat64Prefixes;
        this.geoData = geoData;
        places = places();
    }

    /* The columns of others with countries and origins looked up again. */
    private ObservationColumns(ObservationColumns known, GeoData geoData) {
        ipv4End = known.ipv4End;
        ipv6End = known.ipv6End;
        embeddedEnd = known.embeddedEnd;
        undeterminedEnd = known.undeterminedEnd;
        ipv4 = known.ipv4;
        ipv6High = known.ipv6High;
        ipv6Low = known.ipv6Low;
        folded = known.folded;
        principal = known.principal;
        requests = known.requests;
        refused = known.refused;
        first = known.first;
        last = known.last;
        days = known.days;
        facts = known.facts;
        factsValues = known.factsValues;
        principals = known.principals;
        nat64Prefixes = known.nat64Prefixes;
        this.geoData = geoData;
        places = places();
    }

    private static int factsOf(
            RowSource source, int row, int[][] numbers, Dictionary<Facts> distinct) {
        int who = source.rows().principal(row);
        int channel = source.rows().channel(row);
        int[] known = numbers[who];
        if (known == null) {
            known = new int[source.channels().size()];
            numbers[who] = known;
        }
        if (known[channel] == 0) {
            Facts facts = new Facts(source.channels().get(channel), source.principals().get(who));
            known[channel] = distinct.number(facts) + 1;
        }
        return known[channel] - 1;
    }

    private void place(RowTable rows, int row, int at) {
        if (at < ipv4End) {
            ipv4[at] = (int) rows.who[row] ^ Integer.MIN_VALUE;
        } else if (at < embeddedEnd) {
            ipv6High[at - ipv4End] = rows.who[row] ^ Long.MIN_VALUE;
            ipv6Low[at - ipv4End] = rows.low[row] ^ Long.MIN_VALUE;
        } else if (at >= undeterminedEnd) {
            int place = rows.place(row);
            folded[at - undeterminedEnd] =
                    place < RowTable.IPV6
                            ? new IpPrefix(IpAddress.ipv4((int) rows.who[row]), place)
                            : new IpPrefix(IpAddress.ipv6(rows.who[row], 0), place - RowTable.IPV6);
        }
    }

    private Places places() {
        Places.Builder builder = new Places.Builder(geoData, size());
        for (int row = 0; row < ipv4End; row++) {
            builder.add(IpFamily.IPV4, 0, ipv4Bits(row));
        }
        for (int row = ipv4End; row < embeddedEnd; row++) {
            builder.add(IpFamily.IPV6, high(row), low(row));
        }
        for (int row = embeddedEnd; row < size(); row++) {
            builder.add();
        }
        return builder.build();
    }

    /** Returns a builder that holds nothing yet. */
    public static ColumnsBuilder builder() {
        return new ColumnsBuilder();
    }

    /** Returns the same rows with the countries and origins of other geo data. */
    @SuppressWarnings("ReferenceEquality") // geo data is known by its identity
    public ObservationColumns withGeoData(GeoData other) {
        return other == geoData ? this : new ObservationColumns(this, other);
    }

    /** Returns the geo data that countries and origins were looked up in. */
    public GeoData geoData() {
        return geoData;
    }

    /** Returns whether they were built with these NAT64 prefixes. */
    public boolean isOf(List<Nat64Prefix> prefixes) {
        return nat64Prefixes.equals(prefixes);
    }

    /** Returns how many rows there are; rows are numbered from 0. */
    public int size() {
        return requests.length;
    }

    /** Returns whether the row stands for requests whose address could not be determined. */
    public boolean isUndetermined(int row) {
        return row >= embeddedEnd && row < undeterminedEnd;
    }

    /** Returns whether the row stands for a network whose addresses are no longer told apart. */
    public boolean isFolded(int row) {
        return row >= undeterminedEnd;
    }

    /** Returns whether the address of the row embeds an IPv4 address, by which it is in doubt. */
    public boolean isEmbedding(int row) {
        return row >= ipv6End && row < embeddedEnd;
    }

    /**
     * Returns the address the row is judged by, for IPv6 the newest of its /64, or null if it is
     * undetermined or folded.
     */
    public @Nullable IpAddress address(int row) {
        if (row < ipv4End) {
            return IpAddress.ipv4((int) ipv4Bits(row));
        }
        return row < embeddedEnd ? IpAddress.ipv6(high(row), low(row)) : null;
    }

    /**
     * Returns the network the row stands for: an IPv4 address, an IPv6 /64 or a folded network;
     * null if it is undetermined.
     */
    public @Nullable IpPrefix network(int row) {
        if (isFolded(row)) {
            return folded[row - undeterminedEnd];
        }
        IpAddress address = address(row);
        return address == null ? null : Observation.networkOf(address);
    }

    /** Returns who asked. */
    public Principal principal(int row) {
        return principals.get(principal[row]);
    }

    /** Returns the door. */
    public Channel channel(int row) {
        return factsValues.get(facts[row]).channel();
    }

    /**
     * Returns the country of the address, or null if no data for its family is loaded, the address
     * is undetermined or the row is folded.
     */
    public @Nullable CountryCode country(int row) {
        return places.countryOf(places.of[row]);
    }

    /**
     * Returns the origin of the address, empty if the data holds no answer, no data for its family
     * is loaded, the address is undetermined or the row is folded.
     */
    public OptionalLong asn(int row) {
        long asn = places.asn[places.of[row]];
        return asn > 0 ? OptionalLong.of(asn) : OptionalLong.empty();
    }

    /** Returns how many requests the row stands for, 1 or more. */
    public long requests(int row) {
        return requests[row];
    }

    /** Returns whether these requests were refused when they were made. */
    public boolean wasRefused(int row) {
        return refused[row];
    }

    /** Returns the first request, in milliseconds since 1970-01-01T00:00:00Z. */
    public long firstMillis(int row) {
        return first[row];
    }

    /** Returns the last request, in milliseconds since 1970-01-01T00:00:00Z. */
    public long lastMillis(int row) {
        return last[row];
    }

    /**
     * Returns the day of the last request, in UTC, counted from 1970-01-01: bit 0 of {@link
     * #dayBits}.
     */
    public long lastDay(int row) {
        return Math.floorDiv(last[row], RowTable.DAY_MILLIS);
    }

    /**
     * Returns on which days there were requests: bit n is the nth day before {@link #lastDay}. Days
     * further back than 63 are not kept.
     */
    public long dayBits(int row) {
        return days[row];
    }

    /** Returns on how many of the last 64 days up to its last one the row was seen: 1 to 64. */
    public int days(int row) {
        return Long.bitCount(days[row]);
    }

    /**
     * Reads once, from the first row to the last, the columns that a judgement reads: addresses,
     * facts, requests, and places where there is geo data. Returns their sum, which means nothing;
     * how long it takes is what judging is measured by.
     */
    public long scan() {
        long sum = 0;
        for (int row = 0; row < ipv4End; row++) {
            sum += ipv4[row];
        }
        for (int i = 0; i < ipv6High.length; i++) {
            sum += ipv6High[i] + ipv6Low[i];
        }
        for (int row = 0; row < requests.length; row++) {
            sum += facts[row] + requests[row];
        }
        if (places.size() > 1) {
            int[] place = places.of;
            for (int row = 0; row < place.length; row++) {
                sum += place[row];
            }
        }
        return sum;
    }

    long ipv4Bits(int row) {
        return Integer.toUnsignedLong(ipv4[row] ^ Integer.MIN_VALUE);
    }

    long high(int row) {
        return ipv6High[row - ipv4End] ^ Long.MIN_VALUE;
    }

    long low(int row) {
        return ipv6Low[row - ipv4End] ^ Long.MIN_VALUE;
    }
}
