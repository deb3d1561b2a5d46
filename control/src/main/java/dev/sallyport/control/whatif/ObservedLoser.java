package dev.sallyport.control.whatif;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.evidence.column.Ruling;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Requests that would be denied and were not before.
 *
 * @param network an IPv4 address, an IPv6 /64, a folded network, or null if undetermined
 * @param newest the newest full address, or null if folded or undetermined
 * @param principal who asked
 * @param channel the door
 * @param country where the address is, or null if that is not known
 * @param asn who originates it, empty if that is not known
 * @param requests how many, 1 or more
 * @param first the first of them
 * @param last the last of them
 * @param days on how many days, as far as 64 days reach
 * @param ruling why they would be denied
 * @param rescue the smallest entry that would save them, or why there is none
 */
public record ObservedLoser(
        @Nullable IpPrefix network,
        @Nullable IpAddress newest,
        Principal principal,
        Channel channel,
        @Nullable CountryCode country,
        OptionalLong asn,
        long requests,
        Instant first,
        Instant last,
        int days,
        Ruling ruling,
        Rescue rescue) {}
