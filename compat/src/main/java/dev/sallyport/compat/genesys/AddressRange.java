package dev.sallyport.compat.genesys;

/**
 * Addresses that a service has.
 *
 * @param cidr the network in CIDR notation
 * @param service which part of the service; clients know some names and pass over the others
 * @param region where
 * @param direction which way traffic flows, seen from the service: {@code inbound}, {@code
 *     outbound} or {@code both}
 */
public record AddressRange(String cidr, String service, String region, String direction) {}
