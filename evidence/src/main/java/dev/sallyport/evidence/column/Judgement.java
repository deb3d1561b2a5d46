package dev.sallyport.evidence.column;

import dev.sallyport.engine.decision.TenantSnapshot;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a candidate says of every row of some columns at one instant: by construction what {@link
 * TenantSnapshot#decide} says of it, with the evaluated effect, whatever mode and deployment
 * switch.
 *
 * <p>Immutable and safe for use by many threads. Making one takes one pass over the rows, and a
 * decision for each combination of rules that hold an address and facts that rules look at;
 * revising one takes a pass over the candidate's networks and touches only rows for which the rules
 * that hold their address have changed, as long as nothing but networks changed (ADR 22).
 */
public final class Judgement {

    /* A chain of revisions that has seen more classes than this begins anew, so that memory stays bounded. */
    private static final int MOST_CLASSES = 1 << 16;

    private final ObservationColumns columns;
    private final Candidate candidate;
    private final Signatures signatures;
    private final Kinds kinds;
    private final Rulings rulings;
    final char[] verdicts;
    private final int deniedRows;
    private final long deniedRequests;

    /* What was revised of which judgement, named by its token so that a chain of them is not kept; for Comparison. */
    final Object token = new Object();
    final @Nullable Object revised;
    final Spans touched;

    private Judgement(ObservationColumns columns, Candidate candidate, Signatures signatures) {
        this.columns = columns;
        this.candidate = candidate;
        this.signatures = signatures;
        kinds = Kinds.of(columns, candidate.form());
        rulings = new Rulings();
        verdicts = new char[columns.size()];
        RowJudge judge = judge();
        judge.judgeIpv4(0, columns.ipv4End);
        judge.judgeIpv6(columns.ipv4End, columns.ipv6End);
        judge.judgeEmbedded();
        judge.judgeUndetermined();
        judge.judgeFolded();
        deniedRows = judge.deniedRows();
        deniedRequests = judge.deniedRequests();
        revised = null;
        touched = new Spans();
        touched.add(0, columns.size());
    }

    private Judgement(Judgement before, Candidate changed, Signatures signatures) {
        columns = before.columns;
        candidate = changed;
        this.signatures = signatures;
        kinds = before.kinds;
        rulings = new Rulings(before.rulings);
        verdicts = before.verdicts.clone();
        revised = before.token;
        touched = new Spans();
        int rows = before.deniedRows;
        long requests = before.deniedRequests;
        RowJudge judge = judge();
        markTouched(before.candidate);
        for (int span = 0; span < touched.count(); span++) {
            for (int row = touched.from(span); row < touched.until(span); row++) {
                int denials = Rulings.denials(verdicts[row]);
                rows -= denials;
                requests -= denials * columns.requests[row];
            }
        }
        for (int span = 0; span < touched.count(); span++) {
            judgeSpan(judge, touched.from(span), touched.until(span));
        }
        deniedRows = rows + judge.deniedRows();
        deniedRequests = requests + judge.deniedRequests();
    }

    private RowJudge judge() {
        return new RowJudge(columns, candidate, kinds, signatures.size(), rulings, verdicts);
    }

    private void markTouched(Candidate before) {
        before.ipv4().addChanged(candidate.ipv4(), columns.ipv4, touched);
        before.ipv6()
                .addChanged(
                        candidate.ipv6(),
                        columns.ipv6High,
                        columns.ipv6Low,
                        columns.ipv6End - columns.ipv4End,
                        columns.ipv4End,
                        touched);
        touched.add(columns.ipv6End, columns.embeddedEnd);
        if (before.undetermined() != candidate.undetermined()) {
            touched.add(columns.embeddedEnd, columns.undeterminedEnd);
        }
        touched.add(columns.undeterminedEnd, columns.size());
    }

    /* A span may reach over the borders of groups. */
    private void judgeSpan(RowJudge judge, int from, int until) {
        judge.judgeIpv4(from, Math.min(until, columns.ipv4End));
        judge.judgeIpv6(Math.max(from, columns.ipv4End), Math.min(until, columns.ipv6End));
        if (from <= columns.ipv6End && until >= columns.embeddedEnd && until > columns.ipv6End) {
            judge.judgeEmbedded();
        }
        if (from <= columns.embeddedEnd
                && until >= columns.undeterminedEnd
                && until > columns.embeddedEnd) {
            judge.judgeUndetermined();
        }
        if (until > columns.undeterminedEnd) {
            judge.judgeFolded();
        }
    }

    /**
     * Returns what a candidate says of every row.
     *
     * @param columns the rows
     * @param candidate the candidate, compiled for that instant; compiled for another it is judged
     *     as rightly and much more slowly
     * @param epochMillis the instant at which it is judged, in milliseconds since
     *     1970-01-01T00:00:00Z
     * @throws IllegalArgumentException if the candidate has other geo data or other NAT64 prefixes
     *     than the columns; see {@link ObservationColumns#withGeoData}
     */
    public static Judgement of(
            ObservationColumns columns, TenantSnapshot candidate, long epochMillis) {
        checkFits(columns, candidate);
        Signatures signatures = new Signatures();
        return new Judgement(columns, Candidate.of(candidate, epochMillis, signatures), signatures);
    }

    @SuppressWarnings("ReferenceEquality") // geo data is known by its identity
    private static void checkFits(ObservationColumns columns, TenantSnapshot candidate) {
        if (candidate.state().geoData() != columns.geoData) {
            throw new IllegalArgumentException("columns and candidate have different geo data");
        }
        if (!candidate.state().nat64Prefixes().equals(columns.nat64Prefixes)) {
            throw new IllegalArgumentException(
                    "columns and candidate have different NAT64 prefixes");
        }
    }

    /**
     * Returns what a changed candidate says of every row, at the same instant: equal to {@link #of}
     * with it. If only networks of rules or lists differ, only rows for which that matters are
     * judged again; otherwise all are.
     *
     * @throws IllegalArgumentException as {@link #of}
     */
    public Judgement revise(TenantSnapshot changed) {
        checkFits(columns, changed);
        if (signatures.size() > MOST_CLASSES) {
            return of(columns, changed, candidate.epochMillis());
        }
        Signatures known = new Signatures(signatures);
        Candidate next = Candidate.of(changed, candidate.epochMillis(), known);
        return next.form().equals(candidate.form())
                ? new Judgement(this, next, known)
                : of(columns, changed, candidate.epochMillis());
    }

    /** Returns the rows that were judged. */
    public ObservationColumns columns() {
        return columns;
    }

    /** Returns the candidate. */
    public TenantSnapshot candidate() {
        return candidate.snapshot();
    }

    /** Returns the instant, in milliseconds since 1970-01-01T00:00:00Z. */
    public long epochMillis() {
        return candidate.epochMillis();
    }

    /**
     * Returns what the candidate says of a row, empty if the row is folded and not all addresses of
     * its network are judged alike.
     */
    public Optional<Ruling> ruling(int row) {
        char number = verdicts[row];
        return number == Rulings.UNCERTAIN ? Optional.empty() : Optional.of(rulings.ruling(number));
    }

    /** Returns whether the candidate certainly denies a row. */
    public boolean isDenied(int row) {
        return Rulings.denials(verdicts[row]) != 0;
    }

    /** Returns whether a row is folded and not all addresses of its network are judged alike. */
    public boolean isUncertain(int row) {
        return verdicts[row] == Rulings.UNCERTAIN;
    }

    /** Returns how many rows are certainly denied. */
    public int deniedRows() {
        return deniedRows;
    }

    /** Returns how many requests are certainly denied. */
    public long deniedRequests() {
        return deniedRequests;
    }

    /**
     * Returns how many rows were judged to make this: all of them, or those that a change touched.
     */
    public int judgedRows() {
        return touched.rows();
    }
}
