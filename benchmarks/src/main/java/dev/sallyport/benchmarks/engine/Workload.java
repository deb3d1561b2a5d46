package dev.sallyport.benchmarks.engine;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/* Networks of one family and addresses of which half are inside one; from a fixed seed, so that every peer gets the same. */
record Workload(List<IpPrefix> networks, List<IpAddress> addresses) {

    /* A power of two: the next address is found with a mask. */
    static final int ADDRESSES = 4096;

    private static final long SEED = 42;

    static Workload of(IpFamily family, int networks) {
        Random random = new Random(SEED);
        Set<IpAddress> firsts = new HashSet<>();
        List<IpPrefix> prefixes = new ArrayList<>();
        while (prefixes.size() < networks) {
            IpPrefix prefix = prefix(family, random);
            // Disjoint, as most peers need them: each in a /20 or /40 of its own.
            int apart = family == IpFamily.IPV4 ? 20 : 40;
            if (firsts.add(
                    IpPrefix.around(prefix.address(), Math.min(apart, prefix.length()))
                            .address())) {
                prefixes.add(prefix);
            }
        }
        List<IpAddress> addresses = new ArrayList<>();
        while (addresses.size() < ADDRESSES) {
            boolean inside = addresses.size() % 2 == 0;
            addresses.add(
                    inside
                            ? inside(prefixes.get(random.nextInt(networks)), random)
                            : any(family, random));
        }
        return new Workload(List.copyOf(prefixes), List.copyOf(addresses));
    }

    private static IpPrefix prefix(IpFamily family, Random random) {
        int length = family == IpFamily.IPV4 ? 22 + random.nextInt(11) : 44 + random.nextInt(21);
        return IpPrefix.around(any(family, random), length);
    }

    private static IpAddress any(IpFamily family, Random random) {
        return family == IpFamily.IPV4
                ? IpAddress.ipv4(random.nextInt())
                : IpAddress.ipv6(
                        0x2000_0000_0000_0000L | random.nextLong() >>> 3, random.nextLong());
    }

    private static IpAddress inside(IpPrefix prefix, Random random) {
        IpAddress other = any(prefix.family(), random);
        long high = spread(prefix.first().high(), prefix.last().high(), other.high());
        long low = spread(prefix.first().low(), prefix.last().low(), other.low());
        return new IpAddress(prefix.family(), high, low);
    }

    /* The bits in which first and last differ are taken from another number. */
    private static long spread(long first, long last, long other) {
        return first | (other & (first ^ last));
    }
}
