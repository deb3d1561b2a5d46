package dev.sallyport.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A deliberate mistake in one source file of the engine.
 *
 * @param name what is wrong
 * @param file the source file, below the engine's package
 * @param find the text that is replaced; it occurs once, white space aside
 * @param replacement what stands in its place
 */
record PlantedFault(String name, String file, String find, String replacement) {

    private static final String TABLE = "/faults/planted-faults.txt";

    /** Returns the faults of the table, in its order. */
    static List<PlantedFault> all() {
        List<PlantedFault> faults = new ArrayList<>();
        List<String> block = new ArrayList<>();
        for (String line : table().split("\n", -1)) {
            if (line.isBlank()) {
                add(faults, block);
                block.clear();
            } else if (!line.startsWith("#")) {
                block.add(line);
            }
        }
        add(faults, block);
        return faults;
    }

    private static void add(List<PlantedFault> faults, List<String> block) {
        if (!block.isEmpty()) {
            faults.add(
                    new PlantedFault(
                            after("fault:", block),
                            after("file:", block),
                            after("-", block),
                            after("+", block)));
        }
    }

    private static String after(String mark, List<String> block) {
        List<String> lines = new ArrayList<>();
        for (String line : block) {
            if (line.startsWith(mark)) {
                lines.add(line.substring(mark.length()).strip());
            }
        }
        return String.join("\n", lines);
    }

    private static String table() {
        try (InputStream stream = PlantedFault.class.getResourceAsStream(TABLE)) {
            if (stream == null) {
                throw new IllegalStateException("no table of faults");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Returns the source with this fault in it.
     *
     * @throws IllegalStateException if the text to find does not occur exactly once: the engine was
     *     changed, so the fault must be planted anew
     */
    String plantedIn(String source) {
        String[] words = find.strip().split("\\s+", -1);
        List<String> quoted = new ArrayList<>();
        for (String word : words) {
            quoted.add(Pattern.quote(word));
        }
        Matcher matcher = Pattern.compile(String.join("\\s+", quoted)).matcher(source);
        if (!matcher.find()) {
            throw new IllegalStateException("`" + name + "` is nowhere to be planted in " + file);
        }
        int from = matcher.start();
        int to = matcher.end();
        if (matcher.find()) {
            throw new IllegalStateException("`" + name + "` could be planted twice in " + file);
        }
        return source.substring(0, from) + replacement + source.substring(to);
    }

    @Override
    public String toString() {
        return name;
    }
}
