package dev.sallyport.store;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/* Brings the tables of a database up to date. */
final class Migrations {

    /** Where the tables of the state are made. */
    static final String STATE = "classpath:dev/sallyport/store/migration";

    /** Where the tables of observations are made. */
    static final String OBSERVATIONS = "classpath:dev/sallyport/store/observations";

    private Migrations() {}

    /**
     * Applies what is missing.
     *
     * @param file what messages call the database
     * @param location where its migrations are
     * @throws StoreRefusedException if a newer version wrote it, or its history is not that of this
     *     program
     */
    static void apply(DataSource database, Path file, String location) {
        try {
            Flyway flyway =
                    Flyway.configure()
                            .dataSource(database)
                            .locations(location)
                            .loggers("slf4j")
                            .failOnMissingLocations(true)
                            .load();
            refuseNewer(flyway, file);
            flyway.migrate();
        } catch (FlywayException failed) {
            throw new StoreRefusedException(
                    "the tables of file `" + file + "` are not those of any version",
                    "put back a copy of the folder",
                    failed);
        }
    }

    private static void refuseNewer(Flyway flyway, Path file) {
        for (MigrationInfo migration : flyway.info().applied()) {
            if (migration.getState().isResolved()) {
                continue;
            }
            throw new StoreRefusedException(
                    "file `"
                            + file
                            + "` was written by a newer version (tables "
                            + migration.getVersion()
                            + ")",
                    "start that version, or one that is newer still");
        }
    }
}
