package dev.sallyport.store;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/*
 * What tells two cells apart, in numbers. `form` says family and length of the network: 0 if there is none, 1 + length for IPv4,
 * 40 + length for IPv6.
 */
record CellKey(
        long tenant,
        long hour,
        int group,
        int form,
        long network,
        long channel,
        long principal,
        long outcome)
        implements Comparable<CellKey> {

    static final int FULL_IPV4 = 1 + 32;
    static final int IPV6 = 40;
    static final int FULL_IPV6 = IPV6 + 64;

    private static final Comparator<CellKey> ORDER =
            Comparator.comparingLong(CellKey::tenant)
                    .thenComparingLong(CellKey::hour)
                    .thenComparingInt(CellKey::group)
                    .thenComparingInt(CellKey::form)
                    .thenComparingLong(CellKey::network)
                    .thenComparingLong(CellKey::channel)
                    .thenComparingLong(CellKey::principal)
                    .thenComparingLong(CellKey::outcome);

    static int formOf(@Nullable IpPrefix network) {
        if (network == null) {
            return 0;
        }
        if (network.length() > 64) {
            throw new IllegalArgumentException("an IPv6 network of a cell is no longer than /64");
        }
        return (network.address().isIpv4() ? 1 : IPV6) + network.length();
    }

    static long numberOf(@Nullable IpPrefix network) {
        if (network == null) {
            return 0;
        }
        IpAddress address = network.address();
        return address.isIpv4() ? address.ipv4Bits() : address.high();
    }

    static @Nullable IpPrefix networkOf(int form, long number) {
        if (form == 0) {
            return null;
        }
        return form < IPV6
                ? new IpPrefix(IpAddress.ipv4((int) number), form - 1)
                : new IpPrefix(IpAddress.ipv6(number, 0), form - IPV6);
    }

    boolean isFolded() {
        return form != 0 && form != FULL_IPV4 && form != FULL_IPV6;
    }

    CellKey at(long newHour) {
        return new CellKey(tenant, newHour, group, form, network, channel, principal, outcome);
    }

    /* The key of the cell that this one is folded into at a level, which may be this one. */
    CellKey folded(FoldLevel level, long nameless) {
        long who = level.isNameless() ? nameless : principal;
        boolean isIpv4 = form < IPV6;
        int most = isIpv4 ? 1 + level.ipv4() : IPV6 + level.ipv6();
        if (form == 0 || form <= most) {
            return new CellKey(tenant, hour, group, form, network, channel, who, outcome);
        }
        long mask = isIpv4 ? level.ipv4Mask() : level.ipv6Mask();
        return new CellKey(tenant, hour, group, most, network & mask, channel, who, outcome);
    }

    @Override
    public int compareTo(CellKey other) {
        return ORDER.compare(this, other);
    }
}
