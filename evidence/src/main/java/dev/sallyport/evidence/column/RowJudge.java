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
        memo = new Memo(classes, kinds.count);
        named = named(columns, candidate.form().principals());
        foldedJudge = new FoldedJudge(columns, candidate, kinds, this::decide);
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
        if (from >= until) {
            return;
        }
        int[] addresses = columns.ipv4;
        int[] starts = candidate.ipv4().starts();
        int interval = candidate.ipv4().at(addresses[from]);
        int row = from;
        while (row < until) {
            int end = until;
            if (interval + 1 < starts.length) {
                end = Search.firstNotBelow(addresses, starts[interval + 1], row, until);
            }
            judgeAlike(row, end, candidate.ipv4().classes()[interval]);
            row = end;
            interval++;
            while (row < until
                    && interval + 1 < starts.length
                    && starts[interval + 1] <= addresses[row]) {
                interval++;
            }
        }
        count(from, until, columns.requests, verdicts);
        judgeNamed(from, until);
    }

    /** Judges IPv6 rows that embed nothing. */
    void judgeIpv6(int from, int until) {
        if (from >= until) {
            return;
        }
        Ipv6Classes intervals = candidate.ipv6();
        int base = columns.ipv4End;
        long[] highs = columns.ipv6High;
        long[] lows = columns.ipv6Low;
        int interval = intervals.at(highs[from - base], lows[from - base]);
        int row = from;
        while (row < until) {
            int end = until;
            if (interval + 1 < intervals.classes().length) {
                end =
                        base
                                + Search.firstNotBelow(
                                        highs,
                                        lows,
                                        intervals.highs()[interval + 1],
                                        intervals.lows()[interval + 1],
                                        row - base,
                                        until - base);
            }
            judgeAlike(row, end, intervals.classes()[interval]);
            row = end;
            interval++;
            while (row < until
                    && interval + 1 < intervals.classes().length
                    && intervals.isAtOrBelow(interval + 1, highs[row - base], lows[row - base])) {
                interval++;
            }
        }
        count(from, until, columns.requests, verdicts);
        judgeNamed(from, until);
    }

    /** Judges the rows whose address embeds others. */
    void judgeEmbedded() {
        for (int row = columns.ipv6End; row < columns.embeddedEnd; row++) {
            set(row, decide(row, columns.principal(row), columns.address(row)));
        }
    }

    /** Judges the rows without an address. */
    void judgeUndetermined() {
        judgeAlike(columns.embeddedEnd, columns.undeterminedEnd, candidate.undetermined());
        count(columns.embeddedEnd, columns.undeterminedEnd, columns.requests, verdicts);
        judgeNamed(columns.embeddedEnd, columns.undeterminedEnd);
    }

    /** Judges the rows of networks whose addresses are no longer told apart. */
    void judgeFolded() {
        for (int row = columns.undeterminedEnd; row < columns.size(); row++) {
            set(row, foldedJudge.judge(row));
        }
    }

    /* Rows of one class. */
    private void judgeAlike(int from, int until, int classNumber) {
        if (from >= until) {
            return;
        }
        int base = memo.enter(classNumber);
        if (kinds.areFacts) {
            judgeByFacts(from, until, base, memo.rulings, columns.facts, verdicts);
        } else {
            judgeByContexts(
                    from, until, base, memo.rulings, columns.contexts.of, kinds.of, verdicts);
        }
    }

    /* The loop in which the time goes; everything it reads is an argument, so that nothing has to be read again. */
    private void judgeByFacts(
            int from, int until, int base, char[] known, int[] facts, char[] into) {
        for (int row = from; row < until; row++) {
            char ruling = known[base + facts[row]];
            if (ruling == Rulings.NONE) {
                ruling = decideFirst(row, base + facts[row]);
            }
            into[row] = ruling;
        }
    }

    /* The same where a country or an origin is named. */
    private void judgeByContexts(
            int from,
            int until,
            int base,
            char[] known,
            int[] contexts,
            int[] kindOf,
            char[] into) {
        for (int row = from; row < until; row++) {
            int at = base + kindOf[contexts[row]];
            char ruling = known[at];
            if (ruling == Rulings.NONE) {
                ruling = decideFirst(row, at);
            }
            into[row] = ruling;
        }
    }

    private void count(int from, int until, long[] requests, char[] rulings) {
        long denied = 0;
        int rows = 0;
        for (int row = from; row < until; row++) {
            int denials = Rulings.denials(rulings[row]);
            denied += requests[row] & -(long) denials;
            rows += denials;
        }
        deniedRequests += denied;
        deniedRows += rows;
    }

    private char decideFirst(int row, int at) {
        Principal anyone = columns.contexts.factsOf(row).principal();
        char ruling = decide(row, anyone, columns.address(row));
        memo.put(at, ruling);
        return ruling;
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
