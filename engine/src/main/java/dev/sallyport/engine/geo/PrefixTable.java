package dev.sallyport.engine.geo;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.TreeSet;

/**
 * Prefixes that may lie inside each other, numbered in ascending order: the longest that holds an
 * address, and from each the next wider one that holds it. Immutable and thread-safe; a look-up
 * takes no lock and allocates nothing.
 */
public final class PrefixTable {

    /** What is answered when no prefix holds an address. */
    public static final int NONE = -1;

    /*
     * The address space is cut where prefixes begin and end; each piece belongs to the longest prefix that holds it. Wider ones are
     * found by going up.
     *
     *   /8    |------------------------------|
     *   /16        |-----------|
     *   /24           |--|
     *   piece |--8-|16|24|--16-|------8------|
     */

    private final IpPrefix[] prefixes;
    private final int[] wider;
    private final AddressTrie ipv4;
    private final AddressTrie ipv6;

    private PrefixTable(IpPrefix[] prefixes, int[] wider, AddressTrie ipv4, AddressTrie ipv6) {
        this.prefixes = prefixes;
        this.wider = wider;
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
    }

    /** Returns the table of the given prefixes, each of which counts once. */
    public static PrefixTable of(Collection<IpPrefix> prefixes) {
        return new Builder(new TreeSet<>(prefixes).toArray(IpPrefix[]::new)).build();
    }

    /** Returns how many prefixes there are. */
    public int size() {
        return prefixes.length;
    }

    /** Returns the prefix with that number, 0 to {@link #size} - 1. */
    public IpPrefix prefix(int number) {
        return prefixes[number];
    }

    /** Returns the number of the longest prefix that holds the address, or {@link #NONE}. */
    public int longest(IpAddress address) {
        int number =
                address.family() == IpFamily.IPV4
                        ? ipv4.number(address.low() << Integer.SIZE, 0)
                        : ipv6.number(address.high(), address.low());
        return number - 1;
    }

    /** Returns the number of the longest other prefix that holds a prefix, or {@link #NONE}. */
    public int wider(int number) {
        return wider[number];
    }

    private static final class Builder {
        private final IpPrefix[] prefixes;
        private final int[] wider;
        private final Intervals ipv4 = new Intervals();
        private final Intervals ipv6 = new Intervals();
        private final Deque<Integer> open = new ArrayDeque<>();

        /* What is not yet given to a prefix of those that are open begins here. */
        private IpAddress next = IpAddress.ipv4(0);

        Builder(IpPrefix[] prefixes) {
            this.prefixes = prefixes;
            wider = new int[prefixes.length];
            Arrays.fill(wider, NONE);
        }

        PrefixTable build() {
            for (int number = 0; number < prefixes.length; number++) {
                IpPrefix prefix = prefixes[number];
                while (!open.isEmpty() && !prefixes[open.element()].contains(prefix)) {
                    close();
                }
                Integer around = open.peek();
                if (around != null) {
                    wider[number] = around;
                    if (next.compareTo(prefix.first()) < 0) {
                        give(prefix.first().previous(), around);
                    }
                }
                next = prefix.first();
                open.push(number);
            }
            while (!open.isEmpty()) {
                close();
            }
            return new PrefixTable(
                    prefixes,
                    wider,
                    AddressTrieBuilder.build(ipv4),
                    AddressTrieBuilder.build(ipv6));
        }

        /* The innermost one ends; if something was given up to its last address, nothing is left of it. */
        private void close() {
            int number = open.pop();
            IpAddress last = prefixes[number].last();
            if (next.family() == last.family() && next.compareTo(last) <= 0 && !spent) {
                give(last, number);
            }
            if (open.isEmpty()) {
                spent = false;
            }
        }

        /* The last address of the family has been given. */
        private boolean spent;

        private void give(IpAddress last, int number) {
            if (last.isIpv4()) {
                ipv4.add(
                        next.low() << Integer.SIZE,
                        0,
                        last.low() << Integer.SIZE | 0xFFFF_FFFFL,
                        -1L,
                        number + 1);
            } else {
                ipv6.add(next.high(), next.low(), last.high(), last.low(), number + 1);
            }
            spent = last.isLast();
            if (!spent) {
                next = last.next();
            }
        }
    }
}
