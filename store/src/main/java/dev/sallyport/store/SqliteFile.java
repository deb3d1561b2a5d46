package dev.sallyport.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/* Whether a file is a sound SQLite database. */
final class SqliteFile {

    private static final String HINT =
            "put back a copy of the folder, or move the file away to begin with an empty state";

    private SqliteFile() {}

    /**
     * Looks at the file, if there is one.
     *
     * @throws StoreRefusedException if it is no database, or damaged
     */
    static void check(Path file) {
        if (!Files.exists(file)) {
            return;
        }
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
            String answer = result.next() ? result.getString(1) : "nothing";
            if (!answer.equals("ok")) {
                throw new StoreRefusedException("file `" + file + "` is damaged", HINT);
            }
        } catch (SQLException failed) {
            throw new StoreRefusedException(
                    "file `" + file + "` is no database, or damaged", HINT, failed);
        }
    }
}
