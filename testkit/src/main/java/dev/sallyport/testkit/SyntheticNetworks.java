package dev.sallyport.testkit;

import dev.sallyport.engine.address.IpAddress;
import java.util.ArrayList;
import java.util.List;

/* The networks an invented organisation and its people use. Addresses are made up; who has them in reality plays no part. */
final class SyntheticNetworks {

    /*
     * A provider of homes. Subscribers of one town get IPv4 addresses out of one /20 of the provider's /14, and a /56 of
     * their own out of its IPv6 /32.
     */
    record Provider(int ipv4, long ipv6) {

        int town(Chance chance) {
            return ipv4 + (chance.below(1 << 6) << 12);
        }

        long delegated(Chance chance) {
            return ipv6 | (long) chance.below(1 << 24) << 8;
        }
    }

    /* An office: a few addresses of a small block do NAT, and IPv6 networks of its /48 are in use. */
    record Office(List<IpAddress> egress, List<Long> networks) {}

    private static final int PROVIDERS = 6;
    private static final int CARRIERS = 3;

    final List<Provider> providers = new ArrayList<>();
    final List<Office> offices = new ArrayList<>();

    /* Per mobile carrier the first address of the /22 its customers come out of; the last shows its inside, RFC 6598. */
    final List<Integer> carriers = new ArrayList<>();

    final List<IpAddress> vpn = new ArrayList<>();
    private final Chance chance;

    SyntheticNetworks(Chance chance, int officeCount) {
        this.chance = chance;
        for (int i = 0; i < PROVIDERS; i++) {
            providers.add(
                    new Provider(
                            (80 + 3 * i) << 24 | chance.below(1 << 6) << 18,
                            0x2A00_0000_0000_0000L | (long) chance.below(1 << 16) << 32));
        }
        for (int i = 0; i < CARRIERS - 1; i++) {
            carriers.add((176 + i) << 24 | chance.below(1 << 14) << 10);
        }
        carriers.add(100 << 24 | 64 + chance.below(64) << 16 | chance.below(1 << 6) << 10);
        for (int i = 0; i < officeCount; i++) {
            offices.add(office());
        }
        int first = 198 << 24 | chance.below(1 << 20) << 4;
        vpn.add(IpAddress.ipv4(first + 2));
        vpn.add(IpAddress.ipv4(first + 3));
    }

    private Office office() {
        int bits = chance.pick(3, 4, 4, 5);
        int block = (193 + chance.below(3)) << 24 | chance.below(1 << (24 - bits)) << bits;
        List<IpAddress> egress = new ArrayList<>();
        int count = chance.between(2, bits);
        for (int i = 0; i < count; i++) {
            egress.add(IpAddress.ipv4(block + 1 + chance.below((1 << bits) - 2)));
        }
        List<Long> networks = new ArrayList<>();
        if (chance.percent(60)) {
            long site = 0x2A10_0000_0000_0000L | (long) chance.below(1 << 24) << 16;
            int floors = chance.between(1, 4);
            for (int i = 0; i < floors; i++) {
                networks.add(site | 0x10 + i);
            }
        }
        return new Office(egress, networks);
    }

    /* An address behind a carrier's translator: another one nearly every time. */
    IpAddress mobile(int carrier) {
        return IpAddress.ipv4(carriers.get(carrier) + chance.below(1 << 10));
    }

    /* An address of a hotel or an airport anywhere. */
    IpAddress abroad() {
        int first = chance.pick(41, 62, 103, 110, 151, 187, 200, 213);
        return IpAddress.ipv4(first << 24 | chance.below(1 << 24));
    }

    /* An address of a cloud, kept for good by whoever runs there. */
    IpAddress cloud() {
        return IpAddress.ipv4(chance.pick(3, 18, 34, 52) << 24 | chance.below(1 << 24));
    }

    /* An address anybody could attack from. */
    IpAddress hostile() {
        return IpAddress.ipv4((1 + chance.below(222)) << 24 | chance.below(1 << 24));
    }
}
