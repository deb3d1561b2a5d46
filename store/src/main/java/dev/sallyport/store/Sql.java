package dev.sallyport.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/* Single statements with their parameters, on a connection whose transaction is somebody else's business. */
final class Sql {

    /* Takes one row. */
    interface RowReader {
        void row(ResultSet row) throws SQLException;
    }

    private Sql() {}

    static int update(Connection connection, String statement, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(statement)) {
            bind(prepared, values);
            return prepared.executeUpdate();
        }
    }

    static void query(
            Connection connection, String statement, RowReader reader, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(statement)) {
            bind(prepared, values);
            try (ResultSet rows = prepared.executeQuery()) {
                while (rows.next()) {
                    reader.row(rows);
                }
            }
        }
    }

    /* The number in the first column of the first row, or `absent` if there is no row. */
    static long number(
            Connection connection, long absent, String statement, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(statement)) {
            bind(prepared, values);
            try (ResultSet rows = prepared.executeQuery()) {
                return rows.next() ? rows.getLong(1) : absent;
            }
        }
    }

    private static void bind(PreparedStatement prepared, @Nullable Object... values)
            throws SQLException {
        for (int i = 0; i < values.length; i++) {
            prepared.setObject(i + 1, values[i]);
        }
    }
}
