package dev.sallyport.geo;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The real databases that tests use; tests that need them are skipped where they are not. */
final class SharedData {

    private SharedData() {}

    /** Returns the folder of geo data; aborts the test, saying so, if there is none. */
    static Path geo() {
        Path folder = Path.of(System.getProperty("sallyport.shared-data", "")).resolve("geo");
        assumeTrue(Files.isDirectory(folder), "no shared data: real databases are not looked at");
        return folder;
    }
}
