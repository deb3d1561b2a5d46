package dev.sallyport.egress.feed;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpSet;
import dev.sallyport.engine.address.SpecialPurpose;
import dev.sallyport.engine.address.SpecialPurpose.Use;
import java.util.EnumSet;
import java.util.List;

/*
 * Addresses that nobody calls from over the Internet: all that are set aside for some purpose, and the first 256th of the IPv6 space
 * (RFC 4291 section 4), which holds no other than special ones.
 */
final class ReservedAddresses {

    private static final IpSet ALL =
            SpecialPurpose.addresses(EnumSet.allOf(Use.class))
                    .union(IpSet.ofPrefixes(List.of(IpPrefix.parse("::/8"))));

    private ReservedAddresses() {}

    /** Returns whether the prefix holds such an address. */
    static boolean touch(IpPrefix prefix) {
        return ALL.overlaps(IpSet.ofPrefixes(List.of(prefix)));
    }
}
