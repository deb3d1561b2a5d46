package dev.sallyport.control.guard;

import dev.sallyport.engine.address.EmbeddedIpv4;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.Nat64Prefix;
import dev.sallyport.engine.client.ClientAddress;
import java.util.List;
import java.util.Optional;

/*
 * The networks in which hosts make up addresses by themselves: the /64 of a global IPv6 address, RFC 4291 section 2.5.4. The
 * address of today is another one tomorrow (RFC 8981), so an entry of one address is soon worth nothing.
 */
final class HostNetworks {

    private static final IpPrefix GLOBAL = IpPrefix.parse("2000::/3");
    private static final int LENGTH = 64;

    private final EmbeddedIpv4 embedded;

    HostNetworks(List<Nat64Prefix> nat64Prefixes) {
        embedded = new EmbeddedIpv4(nat64Prefixes);
    }

    /** Returns the network of a host; of other addresses the address itself. */
    IpPrefix of(IpAddress address) {
        return GLOBAL.contains(address) && embedded.next(address, 0) < 0
                ? IpPrefix.around(address, LENGTH)
                : IpPrefix.of(address);
    }

    /** Returns the same witness at another address of its network, if it has one. */
    Optional<Witness> elsewhere(Witness witness) {
        if (!(witness.address() instanceof ClientAddress.Determined(IpAddress address, var _))
                || of(address).length() != LENGTH) {
            return Optional.empty();
        }
        return Optional.of(
                new Witness(
                        witness.kind(),
                        witness.who(),
                        Witness.given(IpAddress.ipv6(address.high(), ~address.low())),
                        witness.principals(),
                        witness.channel()));
    }
}
