package dev.sallyport.evidence.column;

import dev.sallyport.engine.decision.TenantSnapshot;

/**
 * Two judgements of the same rows side by side: who is newly denied, who newly allowed. Immutable
 * and safe for use by many threads.
 */
public final class Comparison {

    private final Judgement before;
    private final Judgement after;
    private final Tally tally;

    private Comparison(Judgement before, Judgement after, Tally tally) {
        this.before = before;
        this.after = after;
        this.tally = tally;
    }

    /**
     * Returns the comparison of what was with what would be; one pass over the rows.
     *
     * @throws IllegalArgumentException if the judgements are of different columns
     */
    public static Comparison of(Judgement before, Judgement after) {
        if (before.columns() != after.columns()) {
            throw new IllegalArgumentException("judgements of different columns");
        }
        TallyBuilder builder = new TallyBuilder();
        Comparison blank = new Comparison(before, after, builder.build());
        int size = before.columns().size();
        for (int row = 0; row < size; row++) {
            builder.add(blank.change(row), before.columns().requests[row], 1);
        }
        return new Comparison(before, after, builder.build());
    }

    /**
     * Returns the comparison of the same with a changed candidate, equal to a new one; only rows
     * that {@link Judgement#revise} judges again are looked at.
     *
     * @throws IllegalArgumentException as {@link Judgement#of}
     */
    public Comparison revise(TenantSnapshot changed) {
        Judgement later = after.revise(changed);
        if (!after.token.equals(later.revised)) {
            return of(before, later);
        }
        Comparison blank = new Comparison(before, later, tally);
        TallyBuilder builder = new TallyBuilder(tally);
        for (int span = 0; span < later.touched.count(); span++) {
            for (int row = later.touched.from(span); row < later.touched.until(span); row++) {
                long requests = before.columns().requests[row];
                builder.add(change(row), -requests, -1);
                builder.add(blank.change(row), requests, 1);
            }
        }
        return new Comparison(before, later, builder.build());
    }

    /** Returns what is compared with. */
    public Judgement before() {
        return before;
    }

    /** Returns what is compared. */
    public Judgement after() {
        return after;
    }

    /** Returns the rows both are about. */
    public ObservationColumns columns() {
        return before.columns();
    }

    /** Returns rows and requests by change. */
    public Tally tally() {
        return tally;
    }

    /** Returns what becomes of a row. */
    public Change change(int row) {
        if (before.isUncertain(row) || after.isUncertain(row)) {
            return Change.UNCERTAIN;
        }
        if (before.isDenied(row)) {
            return after.isDenied(row) ? Change.STILL_DENIED : Change.NEWLY_ALLOWED;
        }
        return after.isDenied(row) ? Change.NEWLY_DENIED : Change.STILL_ALLOWED;
    }

    /** Returns the same by person, client, network, country, origin and channel. */
    public Shares shares() {
        return new Shares(this);
    }
}
