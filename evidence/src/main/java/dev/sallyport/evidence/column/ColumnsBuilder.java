package dev.sallyport.evidence.column;

import dev.sallyport.engine.address.EmbeddedIpv4;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.Nat64Prefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.Observation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the observations of one tenant, in any order, and makes columns of them. What differs in
 * nothing but its hour, its outcome or its country of that time becomes one row. Takes memory by
 * rows, not by observations. Not safe for use by several threads.
 */
public final class ColumnsBuilder {

    private static final int UNDETERMINED_GROUP = 3;
    private static final int FOLDED_GROUP = 4;

    private final RowTable rows = new RowTable();
    private final Dictionary<Channel> channels = new Dictionary<>();
    private final Dictionary<Principal> principals = new Dictionary<>();
    private @Nullable TenantId tenant;

    ColumnsBuilder() {}

    /**
     * Adds an observation.
     *
     * @throws IllegalArgumentException if it is of another tenant than the first, or its address
     *     was told apart and is not there
     */
    public ColumnsBuilder add(Observation observation) {
        if (tenant == null) {
            tenant = observation.tenant();
        } else if (!tenant.equals(observation.tenant())) {
            throw new IllegalArgumentException("observations of two tenants in one table");
        }
        int channel = channels.number(observation.channel());
        if (channel >= RowTable.MOST_CHANNELS) {
            throw new IllegalArgumentException("more channels than can be told apart");
        }
        int principal = principals.number(observation.principal());
        boolean refused = observation.outcome().enforced() == Effect.DENY;
        IpPrefix network = observation.network();
        if (network == null) {
            add(
                    observation,
                    0,
                    0,
                    RowTable.key(principal, channel, RowTable.UNDETERMINED, refused));
            return this;
        }
        IpAddress address = observation.isFolded() ? network.first() : addressOf(observation);
        boolean isIpv4 = address.isIpv4();
        int place = isIpv4 ? RowTable.IPV4_ADDRESS : RowTable.IPV6_NETWORK;
        if (observation.isFolded()) {
            place = isIpv4 ? network.length() : RowTable.IPV6 + network.length();
        }
        add(
                observation,
                isIpv4 ? address.low() : address.high(),
                address.low(),
                RowTable.key(principal, channel, place, refused));
        return this;
    }

    private void add(Observation observation, long who, long low, long key) {
        rows.add(
                who,
                key,
                low,
                observation.count(),
                observation.firstMillis(),
                observation.lastMillis());
    }

    private static IpAddress addressOf(Observation observation) {
        IpAddress newest = observation.newest();
        if (newest != null) {
            return newest.unmapped();
        }
        IpPrefix network = observation.network();
        if (network == null || network.length() < network.family().bits()) {
            throw new IllegalArgumentException("an address that was told apart is not there");
        }
        return network.first();
    }

    /**
     * Returns the rows collected so far as columns, with the country and the origin each address
     * has in {@code geoData}.
     *
     * @param geoData countries and origins as they are now
     * @param nat64Prefixes the deployment's own prefixes that embed IPv4 addresses
     */
    public ObservationColumns build(GeoData geoData, List<Nat64Prefix> nat64Prefixes) {
        EmbeddedIpv4 embedded = new EmbeddedIpv4(nat64Prefixes);
        int size = rows.size();
        byte[] groups = new byte[size];
        int[] counts = new int[FOLDED_GROUP + 1];
        int[] order = new int[size];
        for (int row = 0; row < size; row++) {
            groups[row] = (byte) group(row, embedded);
            counts[groups[row]]++;
            order[row] = row;
        }
        int[] sorted = IndexSort.sorted(order, (left, right) -> compare(groups, left, right));
        return new ObservationColumns(
                new RowSource(rows, sorted, counts, channels.values(), principals.values()),
                geoData,
                List.copyOf(nat64Prefixes));
    }

    private int group(int row, EmbeddedIpv4 embedded) {
        int place = rows.place(row);
        return switch (place) {
            case RowTable.IPV4_ADDRESS -> 0;
            case RowTable.IPV6_NETWORK ->
                    embedded.next(IpAddress.ipv6(rows.who[row], rows.low[row]), 0) < 0 ? 1 : 2;
            case RowTable.UNDETERMINED -> UNDETERMINED_GROUP;
            default -> FOLDED_GROUP;
        };
    }

    /* By group, then family, address and length, then who and where: whatever the order they came in. */
    private int compare(byte[] groups, int left, int right) {
        if (groups[left] != groups[right]) {
            return groups[left] - groups[right];
        }
        boolean isLeftIpv6 = rows.place(left) >= RowTable.IPV6;
        boolean isRightIpv6 = rows.place(right) >= RowTable.IPV6;
        if (isLeftIpv6 != isRightIpv6) {
            return isLeftIpv6 ? 1 : -1;
        }
        int byWho = Long.compareUnsigned(rows.who[left], rows.who[right]);
        if (byWho != 0) {
            return byWho;
        }
        int byLow = Long.compareUnsigned(rows.low[left], rows.low[right]);
        if (byLow != 0) {
            return byLow;
        }
        int byPlace = Integer.compare(rows.place(left), rows.place(right));
        return byPlace != 0 ? byPlace : Long.compare(rows.key[left], rows.key[right]);
    }

    /** Returns how many rows were collected so far. */
    public int size() {
        return rows.size();
    }
}
