package dev.sallyport.evidence.column;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.client.UndeterminedCause;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.PrincipalReference;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * Judges rows by one candidate. The sorted rows and the sorted intervals are walked together; the first row of each class
 * and kind is decided by the engine itself, the others take its ruling:
 *
 *   intervals   |  class 0   | class 1 |    class 0     | class 2 |
 *   rows            . ..  .    .  ...      .    . .  ..    .   .
 *
 * Rows of principals that a grant names, and rows whose address embeds others, are decided one by one. For one judgement;
 * not thread-safe.
 */
final class RowJudge {

    private static final ClientAddress UNDETERMINED =
            new ClientAddress.Undetermined(UndeterminedCause.GIVEN);

    /* Rows judged in one go: a loop that is entered often is compiled as a whole, and what it wrote is still at hand. */
    private static final int STRETCH = 1 << 10;

    private final ObservationColumns columns;
    private final Candidate candidate;
    private final Kinds kinds;
    private final Memo memo;
    private final Rulings rulings;
    private final char[] verdicts;
    private final boolean @Nullable [] named;
    private final FoldedJudge foldedJudge;

    /* What the rows judged here come to. */
    private int deniedRows;
    private long deniedRequests;

    RowJudge(
            ObservationColumns columns,
            Candidate candidate,
            Kinds kinds,
            int classes,
            Rulings rulings,
            char[] verdicts) {
        this.columns = columns;
        this.candidate = candidate;
        this.kinds = kinds;
        this.rulings = rulings;
        this.verdicts = verdicts;
        memo = new Memo(classes, kinds.count());
        named = named(columns, candidate.form().principals());
        foldedJudge = new FoldedJudge(columns, candidate, kinds, new OneByOne());
    }

    private static boolean @Nullable [] named(
            ObservationColumns columns, Set<PrincipalReference> references) {
        if (references.isEmpty()) {
            return null;
        }
        boolean[] named = new boolean[columns.principals.size()];
        for (int i = 0; i < named.length; i++) {
            Principal principal = columns.principals.get(i);
            String id = principal.id();
            named[i] =
                    id != null
                            && principal.kind() != PrincipalKind.ANONYMOUS
                            && references.contains(new PrincipalReference(principal.kind(), id));
        }
        return named;
    }

    int deniedRows() {
        return deniedRows;
    }

    long deniedRequests() {
        return deniedRequests;
    }

    /** Judges IPv4 rows. */
    void judgeIpv4(int from, int until) {
        judge(new IntervalWalk.OfIpv4(columns, candidate.ipv4()), from, until);
    }

    /** Judges IPv6 rows that embed nothing. */
    void judgeIpv6(int from, int until) {
        judge(new IntervalWalk.OfIpv6(columns, candidate.ipv6()), from, until);
    }

    /** Judges the rows without an address. */
    void judgeUndetermined() {
        judge(
                new IntervalWalk.OfOne(candidate.undetermined()),
                columns.embeddedEnd,
                columns.undeterminedEnd);
    }

    private void judge(IntervalWalk walk, int from, int until) {
        if (kinds.areTooMany()) {
            for (int row = from; row < until; row++) {
                set(row, decide(row, columns.principal(row), columns.address(row)));
            }
            return;
        }
        for (int row = from; row < until; ) {
            int end = walk.enter(row, Math.min(until, row + STRETCH));
            judgeClass(memo.enter(walk.classNumber()), row, end);
            row = end;
        }
        judgeNamed(from, until);
    }

    /** Judges the rows whose address embeds others. */
    void judgeEmbedded() {
        for (int row = columns.ipv6End; row < columns.embeddedEnd; row++) {
            set(row, decide(row, columns.principal(row), columns.address(row)));
        }
    }

    /** Judges the rows of networks whose addresses are no longer told apart. */
    void judgeFolded() {
        for (int row = columns.undeterminedEnd; row < columns.size(); row++) {
            set(row, foldedJudge.judge(row));
        }
    }

    /* Rows of the class whose rulings begin at `base` and that the memo was entered for. */
    private void judgeClass(int base, int from, int end) {
        int row = judgeKnown(base, from, end);
        while (row < end) {
            decideFirst(row, base + kinds.of(columns, row));
            row = judgeKnown(base, row, end);
        }
        if (memo.denies()) {
            countDenied(from, end);
        }
    }

    /* Up to the first row of a kind that has no ruling yet; returns that row. The loops call nothing, so they are quick. */
    private int judgeKnown(int base, int from, int end) {
        return kinds.areFacts
                ? judgeByFacts(base, from, end, columns.facts, verdicts)
                : judgeByPlaces(base, from, end, columns.facts, verdicts);
    }

    private int judgeByFacts(int base, int from, int end, int[] facts, char[] into) {
        char[] known = memo.rulings;
        for (int row = from; row < end; row++) {
            char ruling = known[base + facts[row]];
            if (ruling == Rulings.NONE) {
                return row;
            }
            into[row] = ruling;
        }
        return end;
    }

    /* The same where a country or an origin is named. */
    private int judgeByPlaces(int base, int from, int end, int[] facts, char[] into) {
        char[] known = memo.rulings;
        int[] places = columns.places.of;
        int[] ofPlace = kinds.ofPlace;
        for (int row = from; row < end; row++) {
            char ruling = known[base + facts[row] + ofPlace[places[row]]];
            if (ruling == Rulings.NONE) {
                return row;
            }
            into[row] = ruling;
        }
        return end;
    }

    /* Most classes deny every kind or none, which takes half the time of looking row by row. */
    private void countDenied(int from, int end) {
        long[] requests = columns.requests;
        long denied = 0;
        if (!memo.allows()) {
            for (int row = from; row < end; row++) {
                denied += requests[row];
            }
            deniedRequests += denied;
            deniedRows += end - from;
            return;
        }
        int rows = 0;
        for (int row = from; row < end; row++) {
            int denials = Rulings.denials(verdicts[row]);
            denied += requests[row] & -(long) denials;
            rows += denials;
        }
        deniedRequests += denied;
        deniedRows += rows;
    }

    private void decideFirst(int row, int at) {
        Principal anyone = columns.factsValues.get(columns.facts[row]).principal();
        memo.put(at, decide(row, anyone, columns.address(row)));
    }

    /* What no rule looks at some grant does: the id of a principal. */
    private void judgeNamed(int from, int until) {
        if (named == null) {
            return;
        }
        for (int row = from; row < until; row++) {
            if (named[columns.principal[row]]) {
                count(row, -Rulings.denials(verdicts[row]));
                set(row, decide(row, columns.principal(row), columns.address(row)));
            }
        }
    }

    /* Folded rows; what is known of a class and facts need not be decided again. */
    private final class OneByOne implements FoldedJudge.Decider {

        @Override
        public char decide(int row, IpAddress address) {
            return RowJudge.this.decide(row, columns.principal(row), address);
        }

        @Override
        public char decide(int row, IpAddress address, int classNumber) {
            boolean isNamed = named != null && named[columns.principal[row]];
            if (isNamed || !kinds.areFacts || kinds.areTooMany() || !memo.isWhole()) {
                return decide(row, address);
            }
            int at = memo.enter(classNumber) + columns.facts[row];
            if (memo.rulings[at] == Rulings.NONE) {
                memo.put(at, decide(row, address));
            }
            return memo.rulings[at];
        }
    }

    private void set(int row, char ruling) {
        verdicts[row] = ruling;
        count(row, Rulings.denials(ruling));
    }

    private void count(int row, int denials) {
        deniedRows += denials;
        deniedRequests += denials * columns.requests[row];
    }

    private char decide(int row, Principal principal, @Nullable IpAddress address) {
        ClientAddress client =
                address == null
                        ? UNDETERMINED
                        : new ClientAddress.Determined(address, ClientAddress.GIVEN);
        return rulings.number(
                candidate
                        .snapshot()
                        .decide(
                                new Request(
                                        client,
                                        candidate.epochMillis(),
                                        columns.channel(row),
                                        principal)));
    }
}
