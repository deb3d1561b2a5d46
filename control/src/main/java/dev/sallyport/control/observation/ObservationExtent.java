package dev.sallyport.control.observation;

import org.jspecify.annotations.Nullable;

/**
 * What there is of the observations of one tenant, and what is no longer told apart.
 *
 * @param firstHour the first hour of which there is anything, in hours since 1970-01-01T00:00:00Z;
 *     null if there is nothing
 * @param lastHour the last such hour
 * @param anonymous the part without a principal
 * @param identified the part with one
 */
public record ObservationExtent(
        @Nullable Long firstHour, @Nullable Long lastHour, Share anonymous, Share identified) {

    /** The extent of nothing. */
    public static final ObservationExtent NOTHING =
            new ObservationExtent(null, null, Share.NOTHING, Share.NOTHING);

    /**
     * One of the two parts.
     *
     * @param cells how many cells
     * @param decisions how many decisions they count
     * @param foldedCells how many of the cells stand for networks in which addresses are no longer
     *     told apart
     * @param foldedDecisions how many decisions those count
     * @param mergedDecisions how many decisions are counted by the day and no longer by the hour
     * @param namelessDecisions how many decisions are counted without the id of their principal
     *     because there were too many principals
     * @param removedDecisions how many decisions had to go before their time because even folding
     *     left too many cells
     */
    public record Share(
            long cells,
            long decisions,
            long foldedCells,
            long foldedDecisions,
            long mergedDecisions,
            long namelessDecisions,
            long removedDecisions) {

        /** Nothing. */
        public static final Share NOTHING = new Share(0, 0, 0, 0, 0, 0, 0);

        /** Returns whether everything is kept as it was observed. */
        public boolean isComplete() {
            return foldedDecisions == 0
                    && mergedDecisions == 0
                    && namelessDecisions == 0
                    && removedDecisions == 0;
        }
    }

    /** Returns whether everything is kept as it was observed. */
    public boolean isComplete() {
        return anonymous.isComplete() && identified.isComplete();
    }
}
