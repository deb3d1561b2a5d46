package dev.sallyport.store;

import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/* How lists were before they became what they are. */
record SqlListVersions(Work work) {

    /* A version without its document. */
    private record Row(String list, long version, Instant since, Instant until) {

        static Row of(ResultSet result, int number) throws SQLException {
            return new Row(
                    key(result.getString("tenant"), result.getString("name")),
                    result.getLong("version"),
                    Instant.parse(result.getString("since")),
                    Instant.parse(result.getString("until")));
        }

        /* Neither part holds a line break. */
        private static String key(@Nullable String tenant, String name) {
            return tenant == null ? name : tenant + "\n" + name;
        }
    }

    private static final String ROWS =
            "SELECT tenant, name, version, since, until FROM list_version";
    private static final String NEWEST_FIRST = " ORDER BY version DESC";

    /* Keeps the version that is about to be replaced or removed; its document is copied as it is. */
    void keep(String where, List<String> parameters, Instant until) {
        work.writing()
                .sql(
                        "INSERT INTO list_version (tenant, name, version, since, until, document)"
                                + " SELECT tenant, name, version, updated_at, ?, document FROM network_list"
                                + where)
                .param(until.toString())
                .params(parameters)
                .update();
    }

    Optional<NetworkList> at(
            ListName name, String where, List<String> parameters, Instant instant) {
        return work
                .reading()
                .sql(ROWS + where + NEWEST_FIRST)
                .params(parameters)
                .query(Row::of)
                .list()
                .stream()
                .filter(row -> !row.since().isAfter(instant) && instant.isBefore(row.until()))
                .findFirst()
                .map(row -> document(name, row.version()));
    }

    private NetworkList document(ListName name, long version) {
        return work.reading()
                .sql("SELECT document FROM list_version WHERE version = ?")
                .param(version)
                .query((result, row) -> ListDocument.read(name, result.getString(1)))
                .single();
    }

    int purge(Instant replacedBefore, int most) {
        Map<String, Integer> kept = new HashMap<>();
        int removed = 0;
        for (Row row : work.writing().sql(ROWS + NEWEST_FIRST).query(Row::of).list()) {
            if (row.until().isBefore(replacedBefore)
                    || kept.merge(row.list(), 1, Integer::sum) > most) {
                removed +=
                        work.writing()
                                .sql("DELETE FROM list_version WHERE version = ?")
                                .param(row.version())
                                .update();
            }
        }
        return removed;
    }
}
