package dev.sallyport.control.observation;

/**
 * What came of a part of an import.
 *
 * @param added whether it was added; if not, it was there already
 * @param requests how many requests were added
 * @param tooOld how many were left out because they are older than is kept
 */
public record ImportReport(boolean added, long requests, long tooOld) {

    /** The report of a part that was there already. */
    public static final ImportReport REPEATED = new ImportReport(false, 0, 0);
}
