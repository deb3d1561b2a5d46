package dev.sallyport.control.whatif;

import dev.sallyport.engine.address.Nat64Prefix;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.ListTables;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.evidence.column.Comparison;
import dev.sallyport.evidence.column.Judgement;
import dev.sallyport.evidence.column.ObservationColumns;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * What was observed of one tenant in one window, in memory, with the last judgements of it: whoever
 * asks again after a small change is answered by looking at what has changed. Safe for use by
 * several threads, one of which judges at a time.
 */
public final class ObservedTraffic {

    private static final int KEPT = 3;

    private final ObservationColumns columns;
    private final List<TrendDay> trend;
    private final Instant loadedAt;

    /* So that the lists of a policy are not compiled again with every change of it. */
    private final ListTables lists = new ListTables();

    /* One for each policy that others were compared with lately, the last first. */
    private final Deque<Comparison> latest = new ArrayDeque<>();

    ObservedTraffic(ObservationColumns columns, List<TrendDay> trend, Instant loadedAt) {
        this.columns = columns;
        this.trend = List.copyOf(trend);
        this.loadedAt = loadedAt;
    }

    /** Returns the rows. */
    public ObservationColumns columns() {
        return columns;
    }

    /** Returns how many requests all rows stand for. */
    public long requests() {
        long sum = 0;
        for (int row = 0; row < columns.size(); row++) {
            sum += columns.requests(row);
        }
        return sum;
    }

    /** Returns what was decided day by day. */
    public List<TrendDay> trend() {
        return trend;
    }

    /** Returns when they were loaded, which is the instant they are judged at. */
    public Instant loadedAt() {
        return loadedAt;
    }

    @SuppressWarnings("ReferenceEquality") // geo data is known by its identity
    boolean isOf(GeoData geoData, List<Nat64Prefix> nat64Prefixes) {
        return columns.geoData() == geoData && columns.isOf(nat64Prefixes);
    }

    /** Returns what a policy would change for these rows. */
    public synchronized Comparison compare(TenantState before, TenantState after) {
        Comparison comparison = comparisonWith(before).revise(compiled(after));
        latest.addFirst(comparison);
        while (latest.size() > KEPT) {
            latest.removeLast();
        }
        return comparison;
    }

    /* The last comparison with the same policy, which is taken out; or that policy with itself. */
    private Comparison comparisonWith(TenantState before) {
        for (Iterator<Comparison> each = latest.iterator(); each.hasNext(); ) {
            Comparison known = each.next();
            if (known.before().candidate().state().equals(before)) {
                each.remove();
                return known;
            }
        }
        Judgement judged = Judgement.of(columns, compiled(before), loadedAt.toEpochMilli());
        return Comparison.of(judged, judged);
    }

    private TenantSnapshot compiled(TenantState state) {
        return TenantSnapshot.compile(state, lists, loadedAt.toEpochMilli());
    }
}
