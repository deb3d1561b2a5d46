package dev.sallyport.agent.plan;

import dev.sallyport.engine.address.IpPrefix;
import java.time.Duration;
import java.time.Instant;

/**
 * Addresses that were gone and came back: they flap.
 *
 * @param prefix the addresses
 * @param longest how long they were gone at most
 * @param at when they last came back
 */
public record Returned(IpPrefix prefix, Duration longest, Instant at) {}
