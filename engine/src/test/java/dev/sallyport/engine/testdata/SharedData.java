package dev.sallyport.engine.testdata;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Files of the shared test data, which lie outside the repository. A test that needs an absent one
 * is skipped.
 */
public final class SharedData {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SharedData() {}

    /** Returns the path of a file or folder, or skips the test and says so. */
    public static Path path(String name) {
        Path root = Path.of(System.getProperty("sallyport.shared-data", "../../shared/data"));
        Path path = root.resolve(name);
        assumeTrue(
                Files.exists(path),
                () -> "SKIPPED: no shared test data at " + path.toAbsolutePath().normalize());
        return path;
    }

    /** Returns the contents of a JSON file. */
    public static JsonNode json(String name) {
        return JSON.readTree(path(name).toFile());
    }

    /** Returns the lines of a text file that are not blank. */
    public static List<String> lines(Path path) {
        try {
            return Files.readAllLines(path).stream().filter(line -> !line.isBlank()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
