package dev.sallyport.benchmarks;

import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.terminal.TextTable;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Where results go: a table on standard output, JSON beside the benchmarks' jar. */
public final class Report {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Report() {}

    /** Returns a document that names the machine and the sort of run. */
    public static ObjectNode document(String subject, boolean quick) {
        return JSON.createObjectNode()
                .put("subject", subject)
                .put("at", Instant.now().toString())
                .put("quick", quick)
                .put("java", Runtime.version().toString())
                .put("processors", Runtime.getRuntime().availableProcessors());
    }

    /** Prints a table. */
    public static void print(TextTable table) {
        table.lines(Terminal.standardOutput()).forEach(System.out::println);
    }

    /**
     * Writes the document as {@code NAME.json} and says where.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(String name, ObjectNode document) throws IOException {
        Path file = target().resolve(name + ".json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, JSON.writeValueAsString(document) + "\n");
        System.out.println();
        System.out.println("every number: " + file);
    }

    /**
     * Returns the folder of the jar or of the classes this runs from: {@code benchmarks/target}.
     */
    public static Path target() {
        return code().resolveSibling("").toAbsolutePath().normalize();
    }

    private static Path code() {
        try {
            return Path.of(
                    Report.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Returns the middle of some numbers, of which there is at least one. */
    public static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
