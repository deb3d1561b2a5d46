package dev.sallyport.control.observation;

/**
 * How many cells are kept of one tenant. Anonymous and identified traffic have each their own, so
 * that nobody who is not known can push out what is known of those who are.
 *
 * @param anonymousCells cells of anonymous traffic, {@value #SMALLEST} or more
 * @param identifiedCells cells of traffic with a principal, {@value #SMALLEST} or more
 */
public record ObservationBudget(int anonymousCells, int identifiedCells) {

    /** The smallest budget. */
    public static final int SMALLEST = 1000;

    /** 100,000 anonymous and 1,000,000 identified cells. */
    public static final ObservationBudget DEFAULT = new ObservationBudget(100_000, 1_000_000);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a budget is below the smallest
     */
    public ObservationBudget {
        if (anonymousCells < SMALLEST || identifiedCells < SMALLEST) {
            throw new IllegalArgumentException("a budget of observations is below the smallest");
        }
    }
}
