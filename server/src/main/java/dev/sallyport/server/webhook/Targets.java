package dev.sallyport.server.webhook;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import java.util.List;
import java.util.stream.Stream;

/*
 * To which addresses messages are sent. A tenant names the URL, and what it names must not reach what only this machine can.
 * Prefixes: the IANA registries of special-purpose addresses (RFC 6890) and multicast; 169.254.169.254 and its like, which
 * tell machines of clouds their secrets, are link-local.
 */
final class Targets {

    /** Addresses of this machine and of private networks. */
    private static final List<IpPrefix> PRIVATE =
            prefixes(
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "172.16.0.0/12",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "::1/128",
                    "fc00::/7",
                    "fec0::/10");

    /** Addresses that are never a receiver's. */
    private static final List<IpPrefix> NEVER =
            prefixes(
                    "0.0.0.0/8",
                    "169.254.0.0/16",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "::/128",
                    "64:ff9b:1::/48",
                    "100::/64",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20",
                    "5f00::/16",
                    "fd00:ec2::/32",
                    "fe80::/10",
                    "ff00::/8");

    private static final IpPrefix NAT64 = IpPrefix.parse("64:ff9b::/96");

    private final boolean isPrivateAllowed;

    Targets(boolean isPrivateAllowed) {
        this.isPrivateAllowed = isPrivateAllowed;
    }

    private static List<IpPrefix> prefixes(String... texts) {
        return Stream.of(texts).map(IpPrefix::parse).toList();
    }

    /** Returns whether messages may be sent to {@code address}. */
    boolean isAllowed(IpAddress address) {
        IpAddress plain = address.unmapped();
        if (NAT64.contains(plain)) {
            return isAllowed(IpAddress.ipv4((int) plain.low()));
        }
        return !isIn(NEVER, plain) && (isPrivateAllowed || !isIn(PRIVATE, plain));
    }

    private static boolean isIn(List<IpPrefix> prefixes, IpAddress address) {
        return prefixes.stream().anyMatch(prefix -> prefix.contains(address));
    }
}
