package dev.sallyport.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each shipped module's runtime libraries are those of its checked-in {@code dependencies.txt}, so
 * that a new library, and every new version, is reviewed as the decision it is.
 */
final class ClosureTest {

    /** One line of Maven's listing: group:artifact:jar[:classifier]:version:scope. */
    private static final Pattern LIBRARY =
            Pattern.compile(
                    "^\\s+([\\w.-]+:[\\w.-]+):jar(:[\\w.-]+)?:([\\w.-]+):(?:compile|runtime)\\b.*");

    static Stream<String> shipped() {
        return SourceTree.SHIPPED.stream();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void librariesAreTheReviewedOnes(String module) throws IOException {
        Path resolved = SourceTree.module(module).resolve("target").resolve("closure.txt");
        assumeTrue(Files.exists(resolved), "the listing was not made in this build");
        Path reviewed = SourceTree.module(module).resolve("dependencies.txt");
        SortedSet<String> libraries = libraries(resolved);
        if (Boolean.getBoolean("sallyport.accept-dependencies")) {
            write(reviewed, libraries);
        }

        assertThat(Files.exists(reviewed)).as("`%s` exists", reviewed).isTrue();
        assertThat(libraries)
                .as(
                        "runtime libraries of `%s`; after a review: ./build --accept-dependencies",
                        module)
                .containsExactlyElementsOf(new TreeSet<>(Files.readAllLines(reviewed, UTF_8)));
    }

    private static SortedSet<String> libraries(Path listing) throws IOException {
        SortedSet<String> found = new TreeSet<>();
        for (String line : Files.readAllLines(listing, UTF_8)) {
            Matcher library = LIBRARY.matcher(line);
            if (!library.matches()) {
                continue;
            }
            String name = library.group(1);
            String classifier = library.group(2) == null ? "" : library.group(2);
            found.add(
                    name.startsWith("dev.sallyport:")
                            ? name
                            : name + classifier + ":" + library.group(3));
        }
        return found;
    }

    private static void write(Path file, SortedSet<String> libraries) throws IOException {
        List<String> lines = new ArrayList<>(libraries);
        Files.write(file, lines, UTF_8);
    }
}
