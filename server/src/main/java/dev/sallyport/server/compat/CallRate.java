package dev.sallyport.server.compat;

import java.time.Duration;

/**
 * How many calls may be made.
 *
 * @param calls how many, 1 or more
 * @param period in which time
 */
public record CallRate(int calls, Duration period) {}
