package dev.sallyport.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/* Whether a file is a sound SQLite database. */
final class SqliteFile {

    private static final String HINT =
            "put back a copy of the folder, or move the file away to begin with an empty state";

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private SqliteFile() {}

    /**
     * Makes an empty file that only its owner may read, if there is none; the journal beside it
     * takes over its permissions (sqlite.org, "Temporary Files Used By SQLite").
     *
     * @throws StoreRefusedException if it cannot be made
     */
    static void createForOwner(Path file) {
        if (Files.exists(file)) {
            return;
        }
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        try {
            Files.createFile(
                    file, posix ? new FileAttribute<?>[] {OWNER_ONLY} : new FileAttribute<?>[0]);
        } catch (IOException failed) {
            throw new StoreRefusedException("file `" + file + "` cannot be made", HINT, failed);
        }
    }

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
