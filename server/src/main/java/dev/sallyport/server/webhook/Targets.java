package dev.sallyport.server.webhook;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpSet;
import dev.sallyport.engine.address.SpecialPurpose;
import dev.sallyport.engine.address.SpecialPurpose.Use;
import java.util.EnumSet;
import java.util.List;

/*
 * To which addresses messages are sent. A tenant names the URL, and what it names must not reach what only this machine can.
 * Prefixes: the IANA registries of special-purpose addresses (RFC 6890) and multicast; 169.254.169.254 and its like, which
 * tell machines of clouds their secrets, are link-local.
 */
final class Targets {

    /** Addresses of this machine and of private networks; of sites as well (RFC 3879). */
    private static final IpSet PRIVATE =
            SpecialPurpose.addresses(
                            EnumSet.of(Use.PRIVATE, Use.SHARED, Use.LOOPBACK, Use.BENCHMARKING))
                    .union(set("fec0::/10"));

    /** Addresses that are never a receiver's. */
    private static final IpSet NEVER =
            SpecialPurpose.addresses(
                            EnumSet.complementOf(
                                    EnumSet.of(
                                            Use.PRIVATE,
                                            Use.SHARED,
                                            Use.LOOPBACK,
                                            Use.BENCHMARKING)))
                    .union(set("fd00:ec2::/32"));

    private static final IpPrefix NAT64 = IpPrefix.parse("64:ff9b::/96");

    private final boolean isPrivateAllowed;

    Targets(boolean isPrivateAllowed) {
        this.isPrivateAllowed = isPrivateAllowed;
    }

    private static IpSet set(String prefix) {
        return IpSet.ofPrefixes(List.of(IpPrefix.parse(prefix)));
    }

    /** Returns whether messages may be sent to {@code address}. */
    boolean isAllowed(IpAddress address) {
        IpAddress plain = address.unmapped();
        if (NAT64.contains(plain)) {
            return isAllowed(IpAddress.ipv4((int) plain.low()));
        }
        return !NEVER.contains(plain) && (isPrivateAllowed || !PRIVATE.contains(plain));
    }
}
