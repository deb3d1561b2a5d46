package dev.sallyport.evidence.column;

/**
 * How many rows and requests there are of each change.
 *
 * @param stillAllowed allowed before and after
 * @param stillDenied denied before and after
 * @param newlyDenied allowed before, denied after
 * @param newlyAllowed denied before, allowed after
 * @param uncertain folded rows of which not the whole network is judged alike
 */
public record Tally(
        Count stillAllowed,
        Count stillDenied,
        Count newlyDenied,
        Count newlyAllowed,
        Count uncertain) {

    /**
     * A number of rows and the requests they stand for.
     *
     * @param rows how many rows, 0 or more
     * @param requests how many requests, 0 or more
     */
    public record Count(int rows, long requests) {}

    /** Returns the count of one change. */
    public Count of(Change change) {
        return switch (change) {
            case STILL_ALLOWED -> stillAllowed;
            case STILL_DENIED -> stillDenied;
            case NEWLY_DENIED -> newlyDenied;
            case NEWLY_ALLOWED -> newlyAllowed;
            case UNCERTAIN -> uncertain;
        };
    }
}
