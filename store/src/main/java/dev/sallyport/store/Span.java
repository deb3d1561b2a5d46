package dev.sallyport.store;

/* A stretch of hours of one tenant and class of traffic, while a transaction works on it. Not thread-safe. */
final class Span {

    static final int ANONYMOUS = 0;
    static final int IDENTIFIED = 1;

    private final long tenant;
    private final int group;
    private final long hour;
    private final int hours;
    private FoldLevel level;
    private long cells;
    private long decisions;
    private long foldedCells;
    private long foldedDecisions;
    private long nameless;

    Span(long tenant, int group, long hour, int hours, FoldLevel level) {
        this.tenant = tenant;
        this.group = group;
        this.hour = hour;
        this.hours = hours;
        this.level = level;
    }

    long tenant() {
        return tenant;
    }

    int group() {
        return group;
    }

    long hour() {
        return hour;
    }

    int hours() {
        return hours;
    }

    FoldLevel level() {
        return level;
    }

    void level(FoldLevel reached) {
        level = reached;
    }

    long cells() {
        return cells;
    }

    long decisions() {
        return decisions;
    }

    long foldedCells() {
        return foldedCells;
    }

    long foldedDecisions() {
        return foldedDecisions;
    }

    long nameless() {
        return nameless;
    }

    boolean covers(long other) {
        return other >= hour && other < hour + hours;
    }

    void sums(
            long newCells,
            long newDecisions,
            long newFoldedCells,
            long newFoldedDecisions,
            long newNameless) {
        cells = newCells;
        decisions = newDecisions;
        foldedCells = newFoldedCells;
        foldedDecisions = newFoldedDecisions;
        nameless = newNameless;
    }

    /* Takes note of a cell that was written. */
    void written(CellKey key, long count, boolean isNew) {
        decisions += count;
        cells += isNew ? 1 : 0;
        if (key.isFolded()) {
            foldedDecisions += count;
            foldedCells += isNew ? 1 : 0;
        }
        if (level.isNameless()) {
            nameless += count;
        }
    }
}
