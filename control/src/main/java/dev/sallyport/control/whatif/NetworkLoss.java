package dev.sallyport.control.whatif;

import dev.sallyport.engine.address.IpPrefix;
import org.jspecify.annotations.Nullable;

/**
 * What would be denied from one network.
 *
 * @param network an IPv4 network of length 24, an IPv6 one of length 48, or a wider one
 * @param requests how many requests would be denied
 * @param clients from how many addresses, as far as they are told apart
 * @param seen when, or null if that is not known
 */
public record NetworkLoss(IpPrefix network, long requests, int clients, @Nullable Sighting seen) {}
