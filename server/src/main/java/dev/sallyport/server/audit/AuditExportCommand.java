package dev.sallyport.server.audit;

import dev.sallyport.control.audit.AuditKey;
import dev.sallyport.control.audit.AuditTrail;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.store.SqliteStore;
import dev.sallyport.store.StoreRefusedException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * Exports the audit log of a data folder whose server is stopped: {@code audit-export --data DIR}.
 */
public final class AuditExportCommand {

    /** What the command line begins with. */
    public static final String NAME = "audit-export";

    private static final String DATA = "--data";

    private final PrintStream out;
    private final PrintStream err;

    /** Writes the export to {@code out} and what goes wrong to {@code err}. */
    public AuditExportCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs the command and returns its exit status: 0 done, 1 failed, 2 misused. */
    public int run(List<String> arguments) {
        if (arguments.size() != 2 || !arguments.getFirst().equals(DATA)) {
            err.println("sallyport server: `" + NAME + "` takes `--data DIR` and nothing else");
            return 2;
        }
        Path folder = Path.of(arguments.get(1)).toAbsolutePath().normalize();
        if (!Files.exists(folder.resolve(SqliteStore.FILE_NAME))) {
            err.println("sallyport server: there is no data in the folder `" + folder + "`");
            return 1;
        }
        try (SqliteStore store = SqliteStore.open(folder)) {
            AuditKey key = AuditKeyFile.existing(folder);
            AuditTrail trail = new AuditTrail(store);
            OutputStream output = new BufferedOutputStream(out);
            AuditExports.write(
                    trail, null, false, 0, trail.head(Clock.systemUTC().instant()), key, output);
            output.flush();
            return 0;
        } catch (StoreRefusedException refused) {
            err.println("sallyport server: " + refused.getMessage() + "; " + refused.hint());
        } catch (IOException | StorageException failed) {
            err.println("sallyport server: the audit log cannot be read: " + failed.getMessage());
        }
        return 1;
    }
}
