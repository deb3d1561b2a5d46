package dev.sallyport.control.people;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.PrincipalReference;
import java.time.Instant;
import java.util.Set;

/**
 * What is kept of all sightings of one principal in one network: one IPv4 address, or the /64 of an
 * IPv6 address.
 *
 * @param principal who
 * @param network from where
 * @param address the address of the newest sighting there
 * @param roles the roles when the principal was last let in there, or at the newest sighting if it
 *     never was: a failure is often reported before the roles are known
 * @param firstSeen the oldest sighting
 * @param lastSeen the newest
 * @param successes how many were let in
 * @param failures how many were not
 */
public record SeenFrom(
        PrincipalReference principal,
        IpPrefix network,
        IpAddress address,
        Set<String> roles,
        Instant firstSeen,
        Instant lastSeen,
        long successes,
        long failures) {

    private static final int IPV6_NETWORK = 64;

    /** Copies the roles. */
    public SeenFrom {
        roles = Set.copyOf(roles);
    }

    /** Returns the network under which sightings from an address are kept. */
    public static IpPrefix networkOf(IpAddress address) {
        return IpPrefix.around(address, address.isIpv4() ? 32 : IPV6_NETWORK);
    }

    /** Returns what is kept of a single sighting. */
    public static SeenFrom of(Sighting sighting) {
        return new SeenFrom(
                sighting.principal(),
                networkOf(sighting.address()),
                sighting.address(),
                sighting.roles(),
                sighting.at(),
                sighting.at(),
                sighting.success() ? 1 : 0,
                sighting.success() ? 0 : 1);
    }

    private boolean tellsRoles(Sighting sighting, boolean isNewest) {
        boolean wasLetIn = successes > 0;
        return sighting.success() ? isNewest || !wasLetIn : isNewest && !wasLetIn;
    }

    /** Returns this with one more sighting in the same network, which may be older. */
    public SeenFrom and(Sighting sighting) {
        boolean isNewest = !sighting.at().isBefore(lastSeen);
        return new SeenFrom(
                principal,
                network,
                isNewest ? sighting.address() : address,
                tellsRoles(sighting, isNewest) ? sighting.roles() : roles,
                sighting.at().isBefore(firstSeen) ? sighting.at() : firstSeen,
                isNewest ? sighting.at() : lastSeen,
                successes + (sighting.success() ? 1 : 0),
                failures + (sighting.success() ? 0 : 1));
    }
}
