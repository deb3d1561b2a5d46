package dev.sallyport.engine.client;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpSet;
import java.util.Collection;

/**
 * The addresses whose word about the client is taken. Immutable and thread-safe.
 *
 * <p>IPv4-mapped addresses and prefixes stand for IPv4 ones here; a shorter IPv6 prefix, such as
 * {@code ::/0}, holds no IPv4 address.
 */
public final class TrustedProxies {

    /** Nobody's word is taken: the peer is the client. */
    public static final TrustedProxies NONE = new TrustedProxies(IpSet.EMPTY);

    private final IpSet addresses;

    private TrustedProxies(IpSet addresses) {
        this.addresses = addresses;
    }

    /** Returns the proxies whose addresses are in one of the given prefixes. */
    public static TrustedProxies of(Collection<IpPrefix> prefixes) {
        return new TrustedProxies(
                IpSet.ofPrefixes(prefixes.stream().map(IpPrefix::unmapped).toList()));
    }

    /**
     * Returns whether a peer or hop with this address is trusted; allocates nothing but an unmapped
     * address.
     */
    public boolean contains(IpAddress address) {
        return addresses.contains(address.unmapped());
    }

    /**
     * Returns the trusted addresses, none of them IPv4-mapped unless a wider IPv6 prefix holds
     * them.
     */
    public IpSet addresses() {
        return addresses;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrustedProxies that && addresses.equals(that.addresses);
    }

    @Override
    public int hashCode() {
        return addresses.hashCode();
    }

    @Override
    public String toString() {
        return addresses.toString();
    }
}
