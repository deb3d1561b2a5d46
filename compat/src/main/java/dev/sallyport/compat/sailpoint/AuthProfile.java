package dev.sallyport.compat.sailpoint;

/**
 * An auth profile: for whom the configuration is enforced.
 *
 * @param id whose it is
 * @param offNetwork whether whoever is off the network is denied
 * @param untrustedGeography whether whoever is in an untrusted country is denied
 */
public record AuthProfile(ProfileId id, boolean offNetwork, boolean untrustedGeography) {}
