package dev.sallyport.control.whatif;

import java.math.BigInteger;

/**
 * How many addresses an entry opens: denied without it and allowed with it, all other facts being
 * equal.
 *
 * @param addresses how many, 0 or more
 * @param isExact whether it is that number; otherwise it is at most that number
 */
public record Opening(BigInteger addresses, boolean isExact) {}
