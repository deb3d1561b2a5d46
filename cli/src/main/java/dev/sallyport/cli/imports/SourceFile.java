package dev.sallyport.cli.imports;

import dev.sallyport.cli.CommandFailure;
import dev.sallyport.cli.ExitStatus;
import dev.sallyport.compat.imports.ImportTerms;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The file that is taken over; {@code -} is standard input. */
record SourceFile(String name) {

    static final String STANDARD_INPUT = "-";

    String label() {
        return name.equals(STANDARD_INPUT) ? "standard input" : name;
    }

    /**
     * Returns its bytes, at most one more than are read, so that a file too long is known as such.
     */
    byte[] bytes() {
        if (name.equals(STANDARD_INPUT)) {
            try {
                return System.in.readNBytes(ImportTerms.MAX_BYTES + 1);
            } catch (IOException failed) {
                throw unreadable(failed);
            }
        }
        if (Files.isDirectory(Path.of(name))) {
            throw new CommandFailure(ExitStatus.FAILURE, "`" + name + "` is a folder");
        }
        try (InputStream bytes = Files.newInputStream(Path.of(name))) {
            return bytes.readNBytes(ImportTerms.MAX_BYTES + 1);
        } catch (NoSuchFileException missing) {
            throw new CommandFailure(ExitStatus.FAILURE, "there is no file `" + name + "`");
        } catch (IOException failed) {
            throw unreadable(failed);
        }
    }

    private CommandFailure unreadable(IOException failed) {
        return new CommandFailure(
                ExitStatus.FAILURE, "`" + label() + "` cannot be read: " + failed.getMessage());
    }
}
