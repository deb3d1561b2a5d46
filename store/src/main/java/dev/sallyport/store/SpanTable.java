package dev.sallyport.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/* The spans that one transaction touches, read when they are first asked for. */
final class SpanTable {

    /* Whose budget: a tenant and a class of its traffic. */
    record Owner(long tenant, int group) {}

    private record Place(long tenant, int group, long hour) {}

    private static final String COLUMNS =
            "SELECT hour, hours, level, cells, decisions, folded_cells, folded_decisions, nameless"
                    + " FROM span WHERE tenant = ? AND class = ?";

    private final Connection connection;
    private final Map<Place, Span> touched = new HashMap<>();

    SpanTable(Connection connection) {
        this.connection = connection;
    }

    /* The span that an hour lies in; made if there is none. */
    Span of(long tenant, int group, long hour) throws SQLException {
        Place place = new Place(tenant, group, hour);
        Span known = touched.get(place);
        if (known == null) {
            List<Span> found = new ArrayList<>(1);
            read(found, tenant, group, COLUMNS + " AND hour <= ? ORDER BY hour DESC LIMIT 1", hour);
            known =
                    found.isEmpty() || !found.getFirst().covers(hour)
                            ? new Span(tenant, group, hour, 1, FoldLevel.NONE)
                            : canonical(found.getFirst());
            touched.put(place, known);
        }
        return known;
    }

    /* Every hour of one span leads to the same object. */
    private Span canonical(Span read) {
        Place start = new Place(read.tenant(), read.group(), read.hour());
        Span known = touched.putIfAbsent(start, read);
        return known == null ? read : known;
    }

    /* All spans of an owner, the oldest first; what was touched must have been saved. */
    List<Span> all(Owner owner) throws SQLException {
        List<Span> spans = new ArrayList<>();
        read(spans, owner.tenant(), owner.group(), COLUMNS + " ORDER BY hour", null);
        return spans;
    }

    private void read(
            List<Span> spans, long tenant, int group, String statement, @Nullable Long hour)
            throws SQLException {
        Sql.RowReader reader =
                row -> {
                    Span span =
                            new Span(
                                    tenant,
                                    group,
                                    row.getLong(1),
                                    row.getInt(2),
                                    FoldLevel.of(row.getInt(3)));
                    span.sums(
                            row.getLong(4),
                            row.getLong(5),
                            row.getLong(6),
                            row.getLong(7),
                            row.getLong(8));
                    spans.add(span);
                };
        if (hour == null) {
            Sql.query(connection, statement, reader, tenant, group);
        } else {
            Sql.query(connection, statement, reader, tenant, group, hour);
        }
    }

    long cells(Owner owner) throws SQLException {
        return Sql.number(
                connection,
                0,
                "SELECT COALESCE(SUM(cells), 0) FROM span WHERE tenant = ? AND class = ?",
                owner.tenant(),
                owner.group());
    }

    void save(Span span) throws SQLException {
        int _ =
                Sql.update(
                        connection,
                        "INSERT OR REPLACE INTO span (tenant, class, hour, hours, level, cells, decisions,"
                                + " folded_cells, folded_decisions, nameless) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        span.tenant(),
                        span.group(),
                        span.hour(),
                        span.hours(),
                        span.level().number(),
                        span.cells(),
                        span.decisions(),
                        span.foldedCells(),
                        span.foldedDecisions(),
                        span.nameless());
    }

    void delete(Span span) throws SQLException {
        int _ =
                Sql.update(
                        connection,
                        "DELETE FROM span WHERE tenant = ? AND class = ? AND hour = ?",
                        span.tenant(),
                        span.group(),
                        span.hour());
    }

    /* Writes all that were touched, forgets them, and returns whose they are. */
    Set<Owner> saveTouched() throws SQLException {
        Set<Owner> owners = new HashSet<>();
        for (Span span : new HashSet<>(touched.values())) {
            save(span);
            owners.add(new Owner(span.tenant(), span.group()));
        }
        touched.clear();
        return owners;
    }
}
