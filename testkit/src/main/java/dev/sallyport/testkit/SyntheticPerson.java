package dev.sallyport.testkit;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.decision.Principal;

/* An invented person: at home, at the office, on the telephone, now and then on a journey. */
final class SyntheticPerson {

    final Principal principal;
    private final SyntheticHome home;
    private final SyntheticNetworks.Office office;
    private final SyntheticNetworks networks;
    private final Chance chance;
    private final int carrier;
    private final int officeDays;
    private final boolean usesVpn;
    private IpAddress hotel = IpAddress.ipv4(0);
    private int awayUntil;

    SyntheticPerson(
            Principal principal,
            SyntheticHome home,
            SyntheticNetworks.Office office,
            SyntheticNetworks networks,
            Chance chance) {
        this.principal = principal;
        this.home = home;
        this.office = office;
        this.networks = networks;
        this.chance = chance;
        carrier = chance.below(networks.carriers.size());
        officeDays = chance.pick(0, 20, 60, 60, 80, 100);
        usesVpn = chance.percent(12);
    }

    /** Returns whether the person works on a day that may be a weekend. */
    boolean works(boolean isWeekend) {
        return chance.percent(isWeekend ? 8 : 88);
    }

    /** Returns the address of the day's main session. */
    IpAddress workingAddress(int day) {
        if (day >= awayUntil && chance.oneIn(90)) {
            hotel = networks.abroad();
            awayUntil = day + chance.between(1, 5);
        }
        if (day < awayUntil) {
            return hotel;
        }
        if (chance.percent(officeDays)) {
            if (!office.networks().isEmpty() && chance.percent(40)) {
                return IpAddress.ipv6(chance.pick(office.networks()), chance.bits());
            }
            return chance.pick(office.egress());
        }
        return usesVpn ? chance.pick(networks.vpn) : home.address(day);
    }

    /** Returns the address of a short session on the way. */
    IpAddress mobileAddress() {
        return networks.mobile(carrier);
    }

    /** Returns the address of a session in the evening. */
    IpAddress eveningAddress(int day) {
        return day < awayUntil ? hotel : home.address(day);
    }
}
