package dev.sallyport.store;

import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.PrincipalKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/* Makes spans coarser. Sums stay what they were: cells are added up, none goes. */
final class SpanFolding {

    private static final long MILLIS_AN_HOUR = 3_600_000;
    private static final int HOURS_A_DAY = 24;

    private static final String IN_SPAN = " WHERE tenant = ? AND hour = ? AND class = ?";

    private final Connection connection;
    private final ObservationWords words;

    SpanFolding(Connection connection, ObservationWords words) {
        this.connection = connection;
        this.words = words;
    }

    /* Brings a span to a level; the addresses with the largest counts stay as they are, at most `kept` of them. */
    void fold(Span span, FoldLevel level, long kept) throws SQLException {
        long keptAbove = level.isNameless() || kept == 0 ? Long.MAX_VALUE : threshold(span, kept);
        String principal = level.isNameless() ? nameless(span.tenant()) : "principal";
        String moves = IN_SPAN + " AND " + moves(level, keptAbove, principal);
        int _ =
                Sql.update(
                        connection,
                        "INSERT INTO cell SELECT tenant, hour, class, "
                                + form(level)
                                + ", "
                                + network(level)
                                + ", channel, "
                                + principal
                                + ", outcome, NULL,"
                                + " CASE WHEN MIN(country) = MAX(country) THEN MIN(country) ELSE 0 END,"
                                + " CASE WHEN MIN(asn) = MAX(asn) THEN MIN(asn) ELSE 0 END,"
                                + " SUM(count), MIN(first), MAX(last) FROM cell"
                                + moves
                                + " GROUP BY 4, 5, 6, 7, 8"
                                + CellTable.ON_CONFLICT,
                        span.tenant(),
                        span.hour(),
                        span.group());
        int _ =
                Sql.update(
                        connection,
                        "DELETE FROM cell" + moves,
                        span.tenant(),
                        span.hour(),
                        span.group());
        span.level(level);
        count(span);
    }

    /* Addresses with a larger count than this stay: at most `kept`. */
    private long threshold(Span span, long kept) throws SQLException {
        return Sql.number(
                connection,
                -1,
                "SELECT count FROM cell"
                        + IN_SPAN
                        + " AND form IN (33, 104) ORDER BY count DESC LIMIT 1 OFFSET ?",
                span.tenant(),
                span.hour(),
                span.group(),
                kept);
    }

    /* INVARIANT: no cell that results from folding is one of those that move. */
    private static String moves(FoldLevel level, long keptAbove, String principal) {
        if (level.isNameless()) {
            return "NOT (principal = " + principal + " AND form IN (0, 1, 40))";
        }
        String counted = " OR count <= " + keptAbove + ")";
        return "((form BETWEEN "
                + (level.ipv4() + 2)
                + " AND 33 AND (form < 33"
                + counted
                + ") OR (form > "
                + (CellKey.IPV6 + level.ipv6())
                + " AND (form < 104"
                + counted
                + "))";
    }

    private static String form(FoldLevel level) {
        return "CASE WHEN form = 0 THEN 0 WHEN form < 40 THEN "
                + (1 + level.ipv4())
                + " ELSE "
                + (CellKey.IPV6 + level.ipv6())
                + " END";
    }

    private static String network(FoldLevel level) {
        return "CASE WHEN form < 40 THEN network & "
                + level.ipv4Mask()
                + " ELSE network & "
                + level.ipv6Mask()
                + " END";
    }

    /* The principal of the same kind without anything that tells it from others. */
    long nameless(long tenant, PrincipalKind kind) throws SQLException {
        return words.principal(
                tenant,
                kind == PrincipalKind.ANONYMOUS
                        ? Principal.ANONYMOUS
                        : new Principal(kind, null, java.util.Set.of(), null, null));
    }

    private String nameless(long tenant) throws SQLException {
        StringBuilder text = new StringBuilder("(SELECT CASE kind");
        for (PrincipalKind kind : PrincipalKind.values()) {
            text.append(" WHEN ")
                    .append(ObservedPrincipal.kindNumber(kind))
                    .append(" THEN ")
                    .append(nameless(tenant, kind));
        }
        return text.append(" END FROM principal WHERE id = cell.principal)").toString();
    }

    /* Makes one span of all those of a day, and returns it. */
    Span merge(List<Span> day) throws SQLException {
        Span first = day.getFirst();
        long start = Math.floorDiv(first.hour(), HOURS_A_DAY) * HOURS_A_DAY;
        FoldLevel level = FoldLevel.NONE;
        List<Span> sorted = new ArrayList<>(day);
        for (Span each : sorted) {
            level = each.level().compareTo(level) > 0 ? each.level() : level;
            if (each.hour() != start) {
                move(each, start);
            }
        }
        Span merged = new Span(first.tenant(), first.group(), start, HOURS_A_DAY, level);
        count(merged);
        return merged;
    }

    private void move(Span span, long to) throws SQLException {
        long later = (span.hour() - to) * MILLIS_AN_HOUR;
        int _ =
                Sql.update(
                        connection,
                        "INSERT INTO cell SELECT tenant, "
                                + to
                                + ", class, form, network, channel, principal, outcome, newest, country, asn, count,"
                                + " first + "
                                + later
                                + ", last + "
                                + later
                                + " FROM cell"
                                + IN_SPAN
                                + CellTable.ON_CONFLICT,
                        span.tenant(),
                        span.hour(),
                        span.group());
        deleteCells(span);
    }

    void deleteCells(Span span) throws SQLException {
        int _ =
                Sql.update(
                        connection,
                        "DELETE FROM cell" + IN_SPAN,
                        span.tenant(),
                        span.hour(),
                        span.group());
    }

    /* Adds up what is in a span. */
    void count(Span span) throws SQLException {
        Sql.query(
                connection,
                "SELECT COUNT(*), COALESCE(SUM(count), 0),"
                        + " COALESCE(SUM(form NOT IN (0, 33, 104)), 0),"
                        + " COALESCE(SUM(CASE WHEN form NOT IN (0, 33, 104) THEN count END), 0)"
                        + " FROM cell"
                        + IN_SPAN,
                row ->
                        span.sums(
                                row.getLong(1),
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4),
                                span.level().isNameless() ? row.getLong(2) : 0),
                span.tenant(),
                span.hour(),
                span.group());
    }
}
