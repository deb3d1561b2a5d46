package dev.sallyport.engine.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.testdata.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every real list in {@code cidr-lists/merge-pairs} aggregates to its published fewest prefixes.
 */
class MergePairsTest {

    @Test
    void everyPairAgrees() throws IOException {
        List<Path> merged;
        try (Stream<Path> files = Files.walk(SharedData.path("cidr-lists/merge-pairs"))) {
            merged =
                    files.filter(file -> file.toString().endsWith("_merged.txt")).sorted().toList();
        }
        assertThat(merged).hasSize(11);
        for (Path expected : merged) {
            Path list =
                    expected.resolveSibling(
                            expected.getFileName().toString().replace("_merged", ""));
            IpSet set = IpSet.ofPrefixes(prefixes(list));
            assertThat(set.prefixes())
                    .as("%s", list)
                    .isEqualTo(prefixes(expected).stream().sorted().toList());
            assertThat(set).isEqualTo(IpSet.ofPrefixes(set.prefixes()));
        }
    }

    private static List<IpPrefix> prefixes(Path file) {
        return SharedData.lines(file).stream().map(IpPrefix::parse).toList();
    }
}
