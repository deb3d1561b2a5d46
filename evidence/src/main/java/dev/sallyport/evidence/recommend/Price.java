package dev.sallyport.evidence.recommend;

/*
 * How much weight one unit of space must bring to be worth opening: a fraction, compared exactly.
 *
 * numerator: 0 or more
 * denominator: 1 or more
 */
record Price(long numerator, long denominator) {

    static final Price FREE = new Price(0, 1);

    /**
     * Compares two covers: positive if the first is worth more, that is has more weight less the
     * price of its space; of equal worth, that with less space; of equal space, that with fewer
     * entries.
     */
    int compare(
            long weight, long space, int entries, long otherWeight, long otherSpace, int others) {
        int byWorth = worth(weight - otherWeight, space - otherSpace);
        if (byWorth != 0) {
            return byWorth;
        }
        return space != otherSpace
                ? Long.compare(otherSpace, space)
                : Integer.compare(others, entries);
    }

    /** Returns whether a cover is worth more than another, whatever their space and entries. */
    boolean isWorthMore(Cover cover, Cover other) {
        return worth(cover.weight() - other.weight(), cover.space() - other.space()) > 0;
    }

    /* The sign of gained x denominator - opened x numerator, in 128 bits. */
    private int worth(long gained, long opened) {
        int byHigh =
                Long.compare(
                        Math.multiplyHigh(gained, denominator),
                        Math.multiplyHigh(opened, numerator));
        return byHigh != 0
                ? byHigh
                : Long.compareUnsigned(gained * denominator, opened * numerator);
    }
}
