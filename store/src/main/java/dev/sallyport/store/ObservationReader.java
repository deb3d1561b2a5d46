package dev.sallyport.store;

import dev.sallyport.control.observation.ObservationExtent;
import dev.sallyport.control.port.ObservationStore;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.Observation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/* Reads the cells of one tenant in one transaction. */
final class ObservationReader {

    private static final String CELLS =
            "SELECT hour, class, form, network, channel, principal, outcome, newest, country, asn, count, first, last"
                    + " FROM cell WHERE tenant = ? AND hour >= ? AND hour < ?";

    private static final String KEY = "hour, class, form, network, channel, principal, outcome";

    private static final CountryCode[] COUNTRIES = countries();

    private final Connection connection;
    private final ObservationWords words;
    private final TenantId tenant;
    private final long number;

    ObservationReader(Connection connection, TenantId tenant) throws SQLException {
        this.connection = connection;
        this.tenant = tenant;
        words = new ObservationWords(connection);
        number = ObservationWords.knownTenant(connection, tenant);
    }

    private static CountryCode[] countries() {
        CountryCode[] codes = new CountryCode[CountryCode.COUNT];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = new CountryCode("" + (char) ('A' + i / 26) + (char) ('A' + i % 26));
        }
        return codes;
    }

    void read(long fromHour, long untilHour, Consumer<? super Observation> reader)
            throws SQLException {
        Sql.query(
                connection,
                CELLS + " ORDER BY hour",
                row -> reader.accept(observation(row)),
                number,
                fromHour,
                untilHour);
    }

    List<Observation> biggest(long fromHour, long untilHour, int limit) throws SQLException {
        List<Observation> cells = new ArrayList<>();
        Sql.query(
                connection,
                CELLS + " ORDER BY count DESC, " + KEY + " LIMIT ?",
                row -> cells.add(observation(row)),
                number,
                fromHour,
                untilHour,
                limit);
        return cells;
    }

    ObservationStore.Page newest(long fromHour, long untilHour, String after, int limit)
            throws SQLException {
        List<Observation> cells = new ArrayList<>();
        List<String> places = new ArrayList<>();
        Sql.RowReader reader =
                row -> {
                    cells.add(observation(row));
                    places.add(place(row));
                };
        String order = " ORDER BY " + KEY.replace(",", " DESC,") + " DESC LIMIT ?";
        if (after.isEmpty()) {
            Sql.query(connection, CELLS + order, reader, number, fromHour, untilHour, limit + 1);
        } else {
            long[] key = place(after);
            Sql.query(
                    connection,
                    CELLS + " AND (" + KEY + ") < (?, ?, ?, ?, ?, ?, ?)" + order,
                    reader,
                    number,
                    fromHour,
                    untilHour,
                    key[0],
                    key[1],
                    key[2],
                    key[3],
                    key[4],
                    key[5],
                    key[6],
                    limit + 1);
        }
        return cells.size() <= limit
                ? new ObservationStore.Page(cells, "")
                : new ObservationStore.Page(cells.subList(0, limit), places.get(limit - 1));
    }

    private static String place(ResultSet row) throws SQLException {
        StringBuilder text = new StringBuilder(48);
        for (int column = 1; column <= 7; column++) {
            text.append(column == 1 ? "" : ".").append(row.getLong(column));
        }
        return text.toString();
    }

    private static long[] place(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 7) {
            throw new IllegalArgumentException("no page ended there");
        }
        return Arrays.stream(parts).mapToLong(Long::parseLong).toArray();
    }

    private Observation observation(ResultSet row) throws SQLException {
        long hour = row.getLong(1);
        int form = row.getInt(3);
        long network = row.getLong(4);
        int country = row.getInt(9);
        long start = hour * Observation.HOUR_MILLIS;
        IpPrefix prefix = CellKey.networkOf(form, network);
        return new Observation(
                tenant,
                hour,
                prefix,
                words.channelOf(row.getLong(5)),
                words.principalOf(row.getLong(6)),
                words.outcomeOf(row.getLong(7)),
                newest(row, form, network),
                country == 0 ? null : COUNTRIES[country - 1],
                row.getLong(10),
                row.getLong(11),
                start + row.getLong(12),
                start + row.getLong(13));
    }

    private static @Nullable IpAddress newest(ResultSet row, int form, long network)
            throws SQLException {
        if (form == CellKey.FULL_IPV4) {
            return IpAddress.ipv4((int) network);
        }
        if (form != CellKey.FULL_IPV6) {
            return null;
        }
        long low = row.getLong(8);
        return row.wasNull() ? null : IpAddress.ipv6(network, low);
    }

    ObservationExtent extent() throws SQLException {
        long[] removed = new long[2];
        Sql.query(
                connection,
                "SELECT removed_anonymous, removed_identified FROM tenant WHERE id = ?",
                row -> {
                    removed[0] = row.getLong(1);
                    removed[1] = row.getLong(2);
                },
                number);
        List<Long> hours = new ArrayList<>();
        Sql.query(
                connection,
                "SELECT MIN(hour), MAX(hour + hours - 1) FROM span WHERE tenant = ? AND cells > 0",
                row -> {
                    long first = row.getLong(1);
                    if (!row.wasNull()) {
                        hours.add(first);
                        hours.add(row.getLong(2));
                    }
                },
                number);
        return new ObservationExtent(
                hours.isEmpty() ? null : hours.getFirst(),
                hours.isEmpty() ? null : hours.getLast(),
                share(Span.ANONYMOUS, removed[0]),
                share(Span.IDENTIFIED, removed[1]));
    }

    private ObservationExtent.Share share(int group, long removed) throws SQLException {
        List<ObservationExtent.Share> found = new ArrayList<>();
        Sql.query(
                connection,
                "SELECT COALESCE(SUM(cells), 0), COALESCE(SUM(decisions), 0), COALESCE(SUM(folded_cells), 0),"
                        + " COALESCE(SUM(folded_decisions), 0),"
                        + " COALESCE(SUM(CASE WHEN hours > 1 THEN decisions END), 0), COALESCE(SUM(nameless), 0)"
                        + " FROM span WHERE tenant = ? AND class = ?",
                row ->
                        found.add(
                                new ObservationExtent.Share(
                                        row.getLong(1),
                                        row.getLong(2),
                                        row.getLong(3),
                                        row.getLong(4),
                                        row.getLong(5),
                                        row.getLong(6),
                                        removed)),
                number,
                group);
        return found.getFirst();
    }
}
