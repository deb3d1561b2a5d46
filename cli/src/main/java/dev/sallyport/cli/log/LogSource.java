package dev.sallyport.cli.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a log comes from: a file, or standard input.
 *
 * @param name the name as given; {@link #STANDARD_INPUT} for standard input
 */
public record LogSource(String name) {

    /** The name of standard input. */
    public static final String STANDARD_INPUT = "-";

    /** Returns the name for people. */
    public String label() {
        return isStandardInput() ? "standard input" : name;
    }

    private boolean isStandardInput() {
        return name.equals(STANDARD_INPUT);
    }

    /**
     * Returns how many bytes there are, 0 where that cannot be known.
     *
     * @throws IOException if there is no such file
     */
    public long size() throws IOException {
        return isStandardInput() ? 0 : Files.size(Path.of(name));
    }

    /** Returns the bytes as they are stored. */
    InputStream open() throws IOException {
        return isStandardInput() ? System.in : Files.newInputStream(Path.of(name));
    }
}
