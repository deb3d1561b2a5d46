package dev.sallyport.evidence.column;

/* Counts rows and requests by change. Not thread-safe. */
final class TallyBuilder {

    private final Slot stillAllowed;
    private final Slot stillDenied;
    private final Slot newlyDenied;
    private final Slot newlyAllowed;
    private final Slot uncertain;

    private static final class Slot {
        private int rows;
        private long requests;

        private Tally.Count count() {
            return new Tally.Count(rows, requests);
        }

        private static Slot of(Tally.Count count) {
            Slot slot = new Slot();
            slot.rows = count.rows();
            slot.requests = count.requests();
            return slot;
        }
    }

    TallyBuilder() {
        stillAllowed = new Slot();
        stillDenied = new Slot();
        newlyDenied = new Slot();
        newlyAllowed = new Slot();
        uncertain = new Slot();
    }

    TallyBuilder(Tally known) {
        stillAllowed = Slot.of(known.stillAllowed());
        stillDenied = Slot.of(known.stillDenied());
        newlyDenied = Slot.of(known.newlyDenied());
        newlyAllowed = Slot.of(known.newlyAllowed());
        uncertain = Slot.of(known.uncertain());
    }

    void add(Change change, long requests, int rows) {
        Slot slot = slot(change);
        slot.rows += rows;
        slot.requests += requests;
    }

    private final Slot slot(Change change) {
        return switch (change) {
            case STILL_ALLOWED -> stillAllowed;
            case STILL_DENIED -> stillDenied;
            case NEWLY_DENIED -> newlyDenied;
            case NEWLY_ALLOWED -> newlyAllowed;
            case UNCERTAIN -> uncertain;
        };
    }

    Tally build() {
        return new Tally(
                stillAllowed.count(),
                stillDenied.count(),
                newlyDenied.count(),
                newlyAllowed.count(),
                uncertain.count());
    }
}
