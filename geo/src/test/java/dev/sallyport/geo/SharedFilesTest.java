package dev.sallyport.geo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every real and every deliberately broken database, each with what is expected of it: what it
 * holds and its edition, or why it is refused. None may hang or end in anything but a refusal.
 */
class SharedFilesTest {

    @Test
    void everyFileIsReadOrRefusedAsExpected() throws IOException {
        Path folder = SharedData.geo();
        SortedMap<String, String> found = new TreeMap<>();
        for (Path file : files(folder)) {
            found.put(
                    folder.relativize(file).toString(),
                    assertTimeoutPreemptively(
                            Duration.ofSeconds(60), () -> outcome(file), file.toString()));
        }

        assertThat(text(found)).isEqualTo(text(expected()));
        assertThat(found.values())
                .filteredOn(text -> text.startsWith("holds"))
                .hasSizeGreaterThan(9);
        assertThat(found.values())
                .filteredOn(text -> text.startsWith("refused"))
                .hasSizeGreaterThan(9);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(mmdb|raw)"))
                    .sorted()
                    .toList();
        }
    }

    private static String outcome(Path file) {
        try {
            GeoDatabase database = GeoLoader.load(List.of(file));
            return "holds "
                    + database.files().getFirst().parts().stream()
                            .map(GeoPart::toString)
                            .collect(Collectors.joining(" and "))
                    + "; "
                    + database.table().edition();
        } catch (GeoFileException refused) {
            return "refused: "
                    + String.join("; ", refused.faults()).replace("geo file `" + file + "`: ", "");
        }
    }

    private static SortedMap<String, String> expected() throws IOException {
        SortedMap<String, String> expected = new TreeMap<>();
        try (InputStream stream =
                SharedFilesTest.class.getResourceAsStream("/geo/shared-files.tsv")) {
            String table = new String(Objects.requireNonNull(stream).readAllBytes(), UTF_8);
            for (String line : table.lines().toList()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    int tab = line.indexOf('\t');
                    expected.put(line.substring(0, tab), line.substring(tab + 1));
                }
            }
        }
        return expected;
    }

    private static String text(SortedMap<String, String> outcomes) {
        return outcomes.entrySet().stream()
                .map(entry -> entry.getKey() + "\t" + entry.getValue())
                .collect(Collectors.joining("\n"));
    }
}
