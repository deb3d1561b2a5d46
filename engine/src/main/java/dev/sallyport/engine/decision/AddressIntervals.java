package dev.sallyport.engine.decision;

/**
 * The addresses of one family cut into intervals, numbered from 0 in ascending order. The first
 * begins at the first address of the family; each ends before the next one begins, the last with
 * the last address. Neighbours have different blocks of bits.
 *
 * <p>Immutable and safe for use by many threads. Methods that take the number of an interval throw
 * {@link IndexOutOfBoundsException} where there is none.
 */
public sealed interface AddressIntervals permits Ipv4Intervals, Ipv6Intervals {

    /** Returns how many intervals there are, 1 or more. */
    int count();

    /** Returns the upper 64 bits of the address at which an interval begins, 0 for IPv4. */
    long high(int interval);

    /**
     * Returns the lower 64 bits of the address at which an interval begins, for IPv4 the address as
     * an unsigned 32-bit number.
     */
    long low(int interval);

    /** Returns the name of the block of bits of an interval: see {@link AddressMap#bits}. */
    int block(int interval);
}
