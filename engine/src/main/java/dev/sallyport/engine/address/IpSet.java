package dev.sallyport.engine.address;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A set of addresses, kept as the fewest ranges. The two families never mix: an IPv4-mapped IPv6
 * address is not the IPv4 address it stands for.
 *
 * <p>Immutable and thread-safe; two sets are equal if they hold the same addresses. {@link
 * #contains(IpAddress)} is a binary search that allocates nothing; the operations on two sets take
 * one pass over both.
 */
public final class IpSet {

    /** The set without addresses. */
    public static final IpSet EMPTY = new IpSet(List.of());

    /** The set of all IPv4 and IPv6 addresses. */
    public static final IpSet ALL =
            new IpSet(
                    List.of(
                            IpPrefix.around(IpAddress.ipv4(0), 0).toRange(),
                            IpPrefix.around(IpAddress.ipv6(0, 0), 0).toRange()));

    // INVARIANT: sorted, disjoint, and no two of one family without an address between them.
    private final List<IpRange> ranges;

    private IpSet(List<IpRange> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    /** Returns the union of the given prefixes. */
    public static IpSet ofPrefixes(Collection<IpPrefix> prefixes) {
        Builder builder = builder();
        prefixes.forEach(builder::add);
        return builder.build();
    }

    /** Returns the union of the given ranges. */
    public static IpSet ofRanges(Collection<IpRange> ranges) {
        Builder builder = builder();
        ranges.forEach(builder::add);
        return builder.build();
    }

    /** Returns a builder that holds no addresses yet. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns whether no address is inside. */
    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** Returns whether {@code address} is inside. */
    public boolean contains(IpAddress address) {
        int at = rangeAtOrBelow(address);
        return at >= 0 && ranges.get(at).contains(address);
    }

    /** Returns whether every address of {@code range} is inside. */
    public boolean contains(IpRange range) {
        int at = rangeAtOrBelow(range.first());
        return at >= 0 && ranges.get(at).last().compareTo(range.last()) >= 0;
    }

    /** Returns whether every address of {@code prefix} is inside. */
    public boolean contains(IpPrefix prefix) {
        return contains(prefix.toRange());
    }

    /** Returns whether every address of {@code other} is inside. */
    public boolean contains(IpSet other) {
        return other.difference(this).isEmpty();
    }

    /** Returns whether some address is in both sets. */
    public boolean overlaps(IpSet other) {
        return !intersection(other).isEmpty();
    }

    /* The index of the last range that starts at or below the address, or -1. */
    private int rangeAtOrBelow(IpAddress address) {
        int low = 0;
        int high = ranges.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (ranges.get(middle).first().compareTo(address) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    /** Returns the addresses that are in this set or in {@code other}. */
    public IpSet union(IpSet other) {
        return builder().add(this).add(other).build();
    }

    /** Returns the addresses that are in both sets. */
    public IpSet intersection(IpSet other) {
        return new IpSet(SortedRanges.intersection(ranges, other.ranges));
    }

    /** Returns the addresses of this set that are not in {@code other}. */
    public IpSet difference(IpSet other) {
        return new IpSet(SortedRanges.difference(ranges, other.ranges));
    }

    /** Returns the addresses of both families that are not in this set. */
    public IpSet complement() {
        return ALL.difference(this);
    }

    /** Returns the fewest ranges that hold exactly these addresses, in ascending order. */
    public List<IpRange> ranges() {
        return ranges;
    }

    /** Returns the fewest prefixes that hold exactly these addresses, in ascending order. */
    public List<IpPrefix> prefixes() {
        List<IpPrefix> prefixes = new ArrayList<>();
        ranges.forEach(range -> prefixes.addAll(range.prefixes()));
        return List.copyOf(prefixes);
    }

    /** Returns how many addresses are inside: 0 to 2<sup>128</sup> + 2<sup>32</sup>. */
    public BigInteger size() {
        return ranges.stream().map(IpRange::size).reduce(BigInteger.ZERO, BigInteger::add);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpSet that && ranges.equals(that.ranges);
    }

    @Override
    public int hashCode() {
        return ranges.hashCode();
    }

    /** Returns the ranges in brackets, separated by commas. */
    @Override
    public String toString() {
        return ranges.toString();
    }

    /**
     * Collects addresses. The calls count in the order they are made: what is removed and then
     * added again is inside.
     *
     * <p>Additions in a row are merged at once, and so are removals in a row; each change from one
     * to the other costs a pass over everything collected. Not safe for use by several threads.
     */
    public static final class Builder {

        private List<IpRange> settled = List.of();
        private final List<IpRange> pending = new ArrayList<>();
        private boolean removing;

        private Builder() {}

        /** Adds one address. */
        public Builder add(IpAddress address) {
            return add(new IpRange(address, address));
        }

        /** Adds the addresses of a prefix. */
        public Builder add(IpPrefix prefix) {
            return add(prefix.toRange());
        }

        /** Adds the addresses of a range. */
        public Builder add(IpRange range) {
            return pend(List.of(range), false);
        }

        /** Adds the addresses of a set. */
        public Builder add(IpSet set) {
            return pend(set.ranges, false);
        }

        /** Removes one address. */
        public Builder remove(IpAddress address) {
            return remove(new IpRange(address, address));
        }

        /** Removes the addresses of a prefix. */
        public Builder remove(IpPrefix prefix) {
            return remove(prefix.toRange());
        }

        /** Removes the addresses of a range. */
        public Builder remove(IpRange range) {
            return pend(List.of(range), true);
        }

        /** Removes the addresses of a set. */
        public Builder remove(IpSet set) {
            return pend(set.ranges, true);
        }

        private Builder pend(List<IpRange> ranges, boolean remove) {
            if (removing != remove) {
                settle();
                removing = remove;
            }
            pending.addAll(ranges);
            return this;
        }

        private void settle() {
            if (removing) {
                settled = SortedRanges.difference(settled, SortedRanges.normalised(pending));
            } else {
                pending.addAll(settled);
                settled = SortedRanges.normalised(pending);
            }
            pending.clear();
        }

        /** Returns the set collected so far; the builder can go on. */
        public IpSet build() {
            settle();
            return settled.isEmpty() ? EMPTY : new IpSet(settled);
        }
    }
}
