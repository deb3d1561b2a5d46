package dev.sallyport.evidence;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * A cell: decisions that were alike in everything that is kept of them, and how many there were.
 *
 * <p>Everything before {@code newest} is the key: no two cells of one place agree in all of it.
 *
 * @param tenant the tenant that was asked for
 * @param hour when: hours since 1970-01-01T00:00:00Z
 * @param network who: an IPv4 address as a /32, an IPv6 address by its /64; a shorter prefix where
 *     there were too many addresses to tell apart; null for undetermined addresses
 * @param channel the door
 * @param principal who asked, as the request said it
 * @param outcome what was decided
 * @param newest the newest full address; null if the network is null or folded
 * @param country where that address is, or null if it is not known or there is no address
 * @param asn who originates it, 0 if that is not known or there is no address
 * @param count how many, 1 or more
 * @param firstMillis the first, in milliseconds since 1970-01-01T00:00:00Z
 * @param lastMillis the last, not before the first
 */
public record Observation(
        TenantId tenant,
        long hour,
        @Nullable IpPrefix network,
        Channel channel,
        Principal principal,
        Outcome outcome,
        @Nullable IpAddress newest,
        @Nullable CountryCode country,
        long asn,
        long count,
        long firstMillis,
        long lastMillis) {

    /** How many bits of an IPv6 address tell one client from another. */
    public static final int IPV6_LENGTH = 64;

    /** Milliseconds of an hour. */
    public static final long HOUR_MILLIS = 3_600_000;

    /** Returns the network by which an address is told from others while there is room. */
    public static IpPrefix networkOf(IpAddress address) {
        return IpPrefix.around(address, lengthOf(address.family()));
    }

    /** Returns how many bits of an address of a family tell one client from another. */
    public static int lengthOf(IpFamily family) {
        return family == IpFamily.IPV4 ? family.bits() : IPV6_LENGTH;
    }

    /** Returns the hour of an instant in milliseconds since 1970-01-01T00:00:00Z. */
    public static long hourOf(long epochMillis) {
        return Math.floorDiv(epochMillis, HOUR_MILLIS);
    }

    /** Returns whether addresses of this cell are no longer told apart. */
    public boolean isFolded() {
        return network != null && network.length() < lengthOf(network.family());
    }
}
