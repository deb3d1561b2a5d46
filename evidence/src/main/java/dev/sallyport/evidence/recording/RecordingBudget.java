package dev.sallyport.evidence.recording;

/**
 * How much one pair of tables may hold until it is drained.
 *
 * @param anonymousCells how many cells of principals of kind {@code ANONYMOUS}, {@value
 *     #LEAST_CELLS} to {@value #MOST_CELLS}
 * @param anonymousPrincipalBytes how many bytes their principals may take by estimate, 0 or more;
 *     somebody of whom nothing is known takes none
 * @param identifiedCells how many cells of all other principals, {@value #LEAST_CELLS} to {@value
 *     #MOST_CELLS}
 * @param identifiedPrincipalBytes how many bytes their principals may take by estimate, 0 or more
 */
public record RecordingBudget(
        int anonymousCells,
        long anonymousPrincipalBytes,
        int identifiedCells,
        long identifiedPrincipalBytes) {

    /** The fewest cells a table can be made for. */
    public static final int LEAST_CELLS = 64;

    /** The most cells a table can be made for. */
    public static final int MOST_CELLS = (1 << CellTable.CELL_BITS) - 2;

    /*
     * Shares of a table pair's memory, in tenths. A principal of a few roles takes about twice what a cell does. Anonymous
     * ones are one object as a rule, but a proxy may vouch for the client of somebody unknown.
     *
     *     |-------- anonymous 3 --------|- theirs 1 -|---- identified 2 ----|------------ theirs 4 ------------|
     */
    private static final int TENTHS = 10;
    private static final int ANONYMOUS_TENTHS = 3;
    private static final int ANONYMOUS_PRINCIPAL_TENTHS = 1;
    private static final int IDENTIFIED_TENTHS = 2;
    private static final int IDENTIFIED_PRINCIPAL_TENTHS = 4;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public RecordingBudget {
        check(anonymousCells);
        check(identifiedCells);
        if (anonymousPrincipalBytes < 0 || identifiedPrincipalBytes < 0) {
            throw new IllegalArgumentException("principals take 0 bytes or more");
        }
    }

    private static void check(int cells) {
        if (cells < LEAST_CELLS || cells > MOST_CELLS) {
            throw new IllegalArgumentException("the number of cells is out of range");
        }
    }

    /**
     * Returns what each pair of tables may hold so that all together stay within a number of bytes:
     * one pair for each recorder, and one that is being drained. Never less than the least.
     *
     * @param bytes what all may take together
     * @param recorders how many recorders there are, 1 or more
     * @throws IllegalArgumentException if there is no recorder
     */
    public static RecordingBudget share(long bytes, int recorders) {
        if (recorders < 1) {
            throw new IllegalArgumentException("there is one recorder or more");
        }
        long pair = bytes / (recorders + 1L);
        return new RecordingBudget(
                cells(pair / TENTHS * ANONYMOUS_TENTHS),
                Math.max(0, pair / TENTHS * ANONYMOUS_PRINCIPAL_TENTHS),
                cells(pair / TENTHS * IDENTIFIED_TENTHS),
                Math.max(0, pair / TENTHS * IDENTIFIED_PRINCIPAL_TENTHS));
    }

    private static int cells(long bytes) {
        return (int)
                Math.max(LEAST_CELLS, Math.min(MOST_CELLS, bytes / CellTable.MOST_BYTES_PER_CELL));
    }
}
