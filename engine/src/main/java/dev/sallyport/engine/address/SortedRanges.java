package dev.sallyport.engine.address;

import java.util.ArrayList;
import java.util.List;

/*
 * Set algebra on lists of ranges that are sorted, disjoint and not adjacent, each in one pass. IPv4 sorts before IPv6 and a
 * range has one family, so no step has to ask for it but the one that joins neighbours.
 */
final class SortedRanges {

    private SortedRanges() {}

    /** Returns the same addresses as sorted, disjoint ranges with a gap between any two. */
    static List<IpRange> normalised(List<IpRange> ranges) {
        List<IpRange> sorted = ranges.stream().sorted().toList();
        List<IpRange> merged = new ArrayList<>();
        for (IpRange range : sorted) {
            IpRange previous = merged.isEmpty() ? null : merged.getLast();
            if (previous == null || !touches(previous, range)) {
                merged.add(range);
            } else if (range.last().compareTo(previous.last()) > 0) {
                merged.set(merged.size() - 1, new IpRange(previous.first(), range.last()));
            }
        }
        return merged;
    }

    /* Whether a range that starts at or behind `earlier` overlaps it or starts right behind it. */
    private static boolean touches(IpRange earlier, IpRange later) {
        if (earlier.family() != later.family()) {
            return false;
        }
        return later.first().compareTo(earlier.last()) <= 0
                || later.first().equals(earlier.last().next());
    }

    /** Returns the addresses of {@code left} that are not in {@code right}. */
    static List<IpRange> difference(List<IpRange> left, List<IpRange> right) {
        List<IpRange> rest = new ArrayList<>();
        int hole = 0;
        for (IpRange range : left) {
            while (hole < right.size() && right.get(hole).last().compareTo(range.first()) < 0) {
                hole++;
            }
            hole = addOutside(rest, range, right, hole);
        }
        return rest;
    }

    /* Adds what the holes from there on leave of the range; returns the first hole that the next range may meet. */
    private static int addOutside(
            List<IpRange> rest, IpRange range, List<IpRange> holes, int from) {
        IpAddress start = range.first();
        int i = from;
        while (i < holes.size() && holes.get(i).first().compareTo(range.last()) <= 0) {
            IpRange hole = holes.get(i);
            if (hole.first().compareTo(start) > 0) {
                rest.add(new IpRange(start, hole.first().previous()));
            }
            if (hole.last().compareTo(range.last()) >= 0) {
                return i;
            }
            start = hole.last().next();
            i++;
        }
        rest.add(new IpRange(start, range.last()));
        return i;
    }

    /** Returns the addresses that are in both. */
    static List<IpRange> intersection(List<IpRange> left, List<IpRange> right) {
        List<IpRange> common = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < left.size() && j < right.size()) {
            IpRange one = left.get(i);
            IpRange other = right.get(j);
            IpAddress first =
                    one.first().compareTo(other.first()) >= 0 ? one.first() : other.first();
            boolean oneEndsFirst = one.last().compareTo(other.last()) <= 0;
            IpAddress last = oneEndsFirst ? one.last() : other.last();
            if (first.compareTo(last) <= 0) {
                common.add(new IpRange(first, last));
            }
            if (oneEndsFirst) {
                i++;
            } else {
                j++;
            }
        }
        return common;
    }
}
