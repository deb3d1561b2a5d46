package dev.sallyport.benchmarks.whatif;

import dev.sallyport.benchmarks.Report;
import dev.sallyport.cli.terminal.TextTable;
import dev.sallyport.cli.terminal.TextTable.Column;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Two ways to ask what-if. Columns of observations in memory, judged in full beside a sequential
 * scan of the same columns and again after an edit. And the whole command, {@code sallyport
 * what-if} with a policy of 200 networks, beside {@code zcat | wc -l} on the same file, in turn;
 * start and end of the processes included.
 */
public final class WhatIfBench {

    private static final int NETWORKS = 200;

    private WhatIfBench() {}

    /**
     * Measures and reports.
     *
     * @throws IOException if a program cannot be run
     * @throws InterruptedException if interrupted
     */
    public static void run(boolean quick) throws IOException, InterruptedException {
        ObjectNode columns = ColumnsBench.run(quick);
        int lines = quick ? 2_000_000 : 10_000_000;
        int rounds = quick ? 3 : 7;
        Path folder = Files.createTempDirectory("sallyport-bench-");
        try {
            System.out.printf(Locale.ROOT, "making a log of %,d lines ...%n", lines);
            Path log = folder.resolve("access.log.gz");
            List<String> real = LargeLog.realLines();
            long bytes = LargeLog.write(log, real, lines);
            Path policy = Files.writeString(folder.resolve("policy.json"), policy(real));
            measure(log, policy, lines, bytes, rounds, quick, columns);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /* Allows the 200 /16s with most requests, which is most of the traffic. */
    private static String policy(List<String> lines) {
        Map<String, Integer> requests = new TreeMap<>();
        for (String line : lines) {
            String[] octets = line.substring(0, line.indexOf(' ')).split("\\.", -1);
            requests.merge(octets[0] + "." + octets[1] + ".0.0/16", 1, Integer::sum);
        }
        ObjectNode policy = JsonMapper.shared().createObjectNode().put("mode", "MONITOR");
        ObjectNode rule =
                policy.putArray("rules").addObject().put("id", "known").put("effect", "ALLOW");
        ArrayNode sources = rule.putArray("sources");
        requests.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(NETWORKS)
                .forEach(network -> sources.addObject().put("prefix", network.getKey()));
        return policy.toString();
    }

    private static void measure(
            Path log,
            Path policy,
            int lines,
            long bytes,
            int rounds,
            boolean quick,
            ObjectNode columns)
            throws IOException, InterruptedException {
        List<String> whatIf =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.sallyport.cli.SallyportCommand",
                        "what-if",
                        "--quiet",
                        "--log",
                        log.toString(),
                        "--policy",
                        policy.toString());
        List<String> zcat = List.of("sh", "-c", "zcat < '" + log + "' | wc -l");
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        TextTable table =
                new TextTable(
                        Column.text("round", 0),
                        Column.number("what-if lines/s", 0),
                        Column.number("zcat | wc -l lines/s", 0),
                        Column.number("ratio", 0));
        // One of each that does not count: it fills the page cache.
        double _ = seconds(zcat);
        double _ = seconds(whatIf);
        for (int round = 1; round <= rounds; round++) {
            double peer = lines / seconds(zcat);
            double own = lines / seconds(whatIf);
            theirs.add(peer);
            ours.add(own);
            ratios.add(own / peer);
            table.row(Integer.toString(round), number(own), number(peer), ratio(own / peer));
        }
        double own = median(ours);
        double peer = median(theirs);
        double ratio = median(ratios);
        table.row("median", number(own), number(peer), ratio(ratio));
        System.out.printf(
                Locale.ROOT,
                "%,d lines, %,d MB packed, %,d MB unpacked%n%n",
                lines,
                Files.size(log) / 1_000_000,
                bytes / 1_000_000);
        Report.print(table);

        ObjectNode document =
                Report.document("what-if", quick)
                        .put("lines", lines)
                        .put("packedBytes", Files.size(log))
                        .put("unpackedBytes", bytes)
                        .put("whatIfLinesPerSecond", own)
                        .put("zcatLinesPerSecond", peer)
                        .put("ratio", ratio);
        document.set("columns", columns);
        ArrayNode all = document.putArray("rounds");
        for (int i = 0; i < ratios.size(); i++) {
            all.addObject()
                    .put("whatIfLinesPerSecond", ours.get(i))
                    .put("zcatLinesPerSecond", theirs.get(i))
                    .put("ratio", ratios.get(i));
        }
        Report.write("what-if", document);
    }

    private static double median(List<Double> values) {
        return Report.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static double seconds(List<String> command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(new File("/dev/null"))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException(
                    "`" + String.join(" ", command) + "` ended with status " + status);
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
