package dev.sallyport.testkit;

import dev.sallyport.engine.address.IpAddress;

/*
 * An invented household: people who share one IPv4 address, which some providers change every few days, and perhaps a
 * delegated IPv6 /56, out of which each device takes a new address every day (RFC 8981).
 */
final class SyntheticHome {

    private final Chance chance;
    private final int town;
    private final boolean isDynamic;
    private final long delegated;
    private final boolean hasIpv6;
    private IpAddress ipv4;
    private int keptUntil;

    SyntheticHome(SyntheticNetworks.Provider provider, Chance chance) {
        this.chance = chance;
        town = provider.town(chance);
        isDynamic = chance.percent(35);
        hasIpv6 = chance.percent(50);
        delegated = provider.delegated(chance);
        ipv4 = lease();
        keptUntil = chance.between(2, 12);
    }

    private IpAddress lease() {
        return IpAddress.ipv4(town + chance.below(1 << 12));
    }

    /** Returns the address of a session on a day; days do not go back. */
    IpAddress address(int day) {
        while (isDynamic && day >= keptUntil) {
            ipv4 = lease();
            keptUntil += chance.between(2, 12);
        }
        if (hasIpv6 && chance.percent(70)) {
            return IpAddress.ipv6(delegated | (chance.percent(85) ? 0 : 1), chance.bits());
        }
        return ipv4;
    }
}
