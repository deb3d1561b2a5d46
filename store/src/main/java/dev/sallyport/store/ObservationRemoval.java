package dev.sallyport.store;

import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/* Takes observations away, or the names in them, in one transaction. */
final class ObservationRemoval {

    private final Connection connection;
    private final SpanTable spans;
    private final SpanFolding folding;
    private final ObservationWords words;

    ObservationRemoval(Connection connection) {
        this.connection = connection;
        words = new ObservationWords(connection);
        spans = new SpanTable(connection);
        folding = new SpanFolding(connection, words);
    }

    int erase(TenantId tenant, PrincipalReference principal) throws SQLException {
        long number = ObservationWords.knownTenant(connection, tenant);
        String whose = "(SELECT id FROM principal WHERE tenant = ?1 AND kind = ?2 AND name = ?3)";
        Object[] values = {number, ObservedPrincipal.kindNumber(principal.kind()), principal.id()};
        List<Span> touched = spansWith(number, whose, values);
        int count =
                Sql.update(
                        connection,
                        "DELETE FROM cell WHERE tenant = ?1 AND principal IN " + whose,
                        values);
        int _ =
                Sql.update(
                        connection,
                        "DELETE FROM principal WHERE tenant = ?1 AND kind = ?2 AND name = ?3",
                        values);
        recount(touched);
        return count;
    }

    private List<Span> spansWith(long tenant, String principals, Object... values)
            throws SQLException {
        List<Span> touched = new ArrayList<>();
        Sql.query(
                connection,
                "SELECT DISTINCT class, hour FROM cell WHERE tenant = ?1 AND principal IN "
                        + principals,
                row -> touched.add(spans.of(tenant, row.getInt(1), row.getLong(2))),
                values);
        return touched;
    }

    private void recount(List<Span> touched) throws SQLException {
        for (Span span : touched) {
            folding.count(span);
            if (span.cells() == 0) {
                spans.delete(span);
            } else {
                spans.save(span);
            }
        }
    }

    void rename(TenantId tenant, UnaryOperator<Principal> change) throws SQLException {
        long number = ObservationWords.knownTenant(connection, tenant);
        int _ =
                Sql.update(
                        connection,
                        "CREATE TEMP TABLE renamed (old INTEGER PRIMARY KEY, new INTEGER NOT NULL)");
        List<Long> all = new ArrayList<>();
        Sql.query(
                connection,
                "SELECT id FROM principal WHERE tenant = ?",
                row -> all.add(row.getLong(1)),
                number);
        for (long id : all) {
            Principal before = words.principalOf(id);
            Principal after = change.apply(before);
            if (!after.equals(before)) {
                int _ =
                        Sql.update(
                                connection,
                                "INSERT INTO renamed (old, new) VALUES (?, ?)",
                                id,
                                words.principal(number, after));
            }
        }
        if (Sql.number(connection, 0, "SELECT COUNT(*) FROM renamed") > 0) {
            moveRenamed(number);
        }
        int _ = Sql.update(connection, "DROP TABLE renamed");
    }

    private void moveRenamed(long number) throws SQLException {
        List<Span> touched = spansWith(number, "(SELECT old FROM renamed)", number);
        int _ =
                Sql.update(
                        connection,
                        "INSERT INTO cell SELECT tenant, hour, class, form, network, channel, new, outcome, newest,"
                                + " country, asn, count, first, last FROM cell JOIN renamed ON old = principal"
                                + " WHERE tenant = ?"
                                + CellTable.ON_CONFLICT,
                        number);
        int _ =
                Sql.update(
                        connection,
                        "DELETE FROM cell WHERE tenant = ? AND principal IN (SELECT old FROM renamed)",
                        number);
        int _ =
                Sql.update(
                        connection, "DELETE FROM principal WHERE id IN (SELECT old FROM renamed)");
        recount(touched);
    }

    void remove(TenantId tenant) throws SQLException {
        long number = ObservationWords.knownTenant(connection, tenant);
        for (String table : List.of("cell", "span", "import", "principal")) {
            int _ = Sql.update(connection, "DELETE FROM " + table + " WHERE tenant = ?", number);
        }
        int _ = Sql.update(connection, "DELETE FROM tenant WHERE id = ?", number);
    }

    int purge(long hour) throws SQLException {
        List<Span> old = new ArrayList<>();
        Sql.query(
                connection,
                "SELECT tenant, class, hour FROM span WHERE hour + hours <= ?",
                row -> old.add(spans.of(row.getLong(1), row.getInt(2), row.getLong(3))),
                hour);
        int count = 0;
        for (Span span : old) {
            count += Math.toIntExact(span.cells());
            folding.deleteCells(span);
            spans.delete(span);
        }
        int _ = Sql.update(connection, "DELETE FROM import WHERE last_hour < ?", hour);
        forgetUnused();
        return count;
    }

    /* Words that no cell uses any more. */
    private void forgetUnused() throws SQLException {
        int _ =
                Sql.update(
                        connection,
                        "DELETE FROM principal WHERE id NOT IN (SELECT DISTINCT principal FROM cell)");
        int _ =
                Sql.update(
                        connection,
                        "DELETE FROM outcome WHERE id NOT IN (SELECT DISTINCT outcome FROM cell)");
        int _ =
                Sql.update(
                        connection,
                        "DELETE FROM channel WHERE id NOT IN (SELECT DISTINCT channel FROM cell)");
    }
}
