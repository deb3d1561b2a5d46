package dev.sallyport.control.confirm;

import java.time.Instant;

/**
 * The present, read from two clocks.
 *
 * @param at the wall clock, which people set and which may step
 * @param nanos a clock that only goes forward, in nanoseconds from an origin that is another in
 *     every process
 */
public record Moment(Instant at, long nanos) {}
