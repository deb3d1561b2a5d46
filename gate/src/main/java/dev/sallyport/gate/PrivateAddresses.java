package dev.sallyport.gate;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpSet;
import java.util.List;
import java.util.stream.Stream;

/* The addresses that nobody has on the Internet; IANA's special-purpose registries (RFC 6890). */
final class PrivateAddresses {

    private static final List<IpPrefix> PREFIXES =
            Stream.of(
                            "10.0.0.0/8", // RFC 1918
                            "172.16.0.0/12", // RFC 1918
                            "192.168.0.0/16", // RFC 1918
                            "100.64.0.0/10", // RFC 6598, behind a carrier's translation
                            "127.0.0.0/8", // RFC 1122 section 3.2.1.3
                            "169.254.0.0/16", // RFC 3927
                            "::1/128", // RFC 4291 section 2.5.3
                            "fc00::/7", // RFC 4193
                            "fe80::/10") // RFC 4291 section 2.5.6
                    .map(IpPrefix::parse)
                    .toList();

    private static final IpSet ALL = IpSet.ofPrefixes(PREFIXES);

    private PrivateAddresses() {}

    static boolean contains(IpAddress address) {
        return ALL.contains(address);
    }
}
