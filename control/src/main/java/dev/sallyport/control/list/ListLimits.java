package dev.sallyport.control.list;

/**
 * How many lists there may be, and how large.
 *
 * @param maxLists the most lists of one tenant, and the most of the operator
 * @param maxEntries the most entries of one list
 */
public record ListLimits(int maxLists, int maxEntries) {

    /** The limits of a deployment that configures none: 200 lists of 50,000 entries. */
    public static final ListLimits DEFAULT = new ListLimits(200, 50_000);
}
