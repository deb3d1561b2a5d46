package dev.sallyport.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/* Writing cells. Statements are prepared once for all the cells of a transaction. */
final class CellTable implements AutoCloseable {

    /* Full addresses keep what the later one says, whole networks only what all agree in. */
    static final String MERGE =
            " newest = CASE WHEN form NOT IN (33, 104) THEN NULL"
                    + " WHEN %1$slast >= last THEN %1$snewest ELSE newest END,"
                    + " country = CASE WHEN country = %1$scountry"
                    + " OR (form IN (33, 104) AND %1$slast < last) THEN country"
                    + " WHEN form IN (33, 104) THEN %1$scountry ELSE 0 END,"
                    + " asn = CASE WHEN asn = %1$sasn OR (form IN (33, 104) AND %1$slast < last) THEN asn"
                    + " WHEN form IN (33, 104) THEN %1$sasn ELSE 0 END,"
                    + " count = count + %1$scount, first = MIN(first, %1$sfirst), last = MAX(last, %1$slast)";

    static final String ON_CONFLICT = " ON CONFLICT DO UPDATE SET" + MERGE.formatted("excluded.");

    private static final String UPDATE =
            "UPDATE cell SET"
                    + MERGE.replace("%1$snewest", "?1")
                            .replace("%1$scountry", "?2")
                            .replace("%1$sasn", "?3")
                            .replace("%1$scount", "?4")
                            .replace("%1$sfirst", "?5")
                            .replace("%1$slast", "?6")
                    + " WHERE tenant = ?7 AND hour = ?8 AND class = ?9 AND form = ?10 AND network = ?11"
                    + " AND channel = ?12 AND principal = ?13 AND outcome = ?14";

    private static final String INSERT =
            "INSERT INTO cell (newest, country, asn, count, first, last, tenant, hour, class, form, network, channel,"
                    + " principal, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final int BATCH = 1000;

    private final PreparedStatement update;
    private final PreparedStatement insert;

    CellTable(Connection connection) throws SQLException {
        update = connection.prepareStatement(UPDATE);
        insert = connection.prepareStatement(INSERT);
    }

    /* Adds to the cells that are there, and returns the keys of those that are not. */
    List<CellKey> addToKnown(List<CellKey> keys, Map<CellKey, CellValue> values)
            throws SQLException {
        List<CellKey> absent = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += BATCH) {
            List<CellKey> batch = keys.subList(from, Math.min(keys.size(), from + BATCH));
            int[] changed = run(update, batch, values);
            for (int i = 0; i < changed.length; i++) {
                if (changed[i] == 0) {
                    absent.add(batch.get(i));
                }
            }
        }
        return absent;
    }

    void insert(List<CellKey> keys, Map<CellKey, CellValue> values) throws SQLException {
        for (int from = 0; from < keys.size(); from += BATCH) {
            int[] _ = run(insert, keys.subList(from, Math.min(keys.size(), from + BATCH)), values);
        }
    }

    private static int[] run(
            PreparedStatement statement, List<CellKey> keys, Map<CellKey, CellValue> values)
            throws SQLException {
        for (CellKey key : keys) {
            CellValue value = values.get(key);
            if (value == null) {
                throw new IllegalStateException("a cell has no value");
            }
            Long newest = value.newest();
            if (newest == null) {
                statement.setNull(1, Types.BIGINT);
            } else {
                statement.setLong(1, newest);
            }
            statement.setInt(2, value.country());
            statement.setLong(3, value.asn());
            statement.setLong(4, value.count());
            statement.setLong(5, value.first());
            statement.setLong(6, value.last());
            statement.setLong(7, key.tenant());
            statement.setLong(8, key.hour());
            statement.setInt(9, key.group());
            statement.setInt(10, key.form());
            statement.setLong(11, key.network());
            statement.setLong(12, key.channel());
            statement.setLong(13, key.principal());
            statement.setLong(14, key.outcome());
            statement.addBatch();
        }
        return statement.executeBatch();
    }

    @Override
    public void close() throws SQLException {
        update.close();
        insert.close();
    }
}
