package dev.sallyport.benchmarks.engine;

import dev.sallyport.benchmarks.Report;
import dev.sallyport.cli.terminal.TextTable;
import dev.sallyport.cli.terminal.TextTable.Column;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import tools.jackson.databind.node.ObjectNode;

/** Decisions in memory beside their peers: nanoseconds, ratios and what is allocated. */
public final class EngineBench {

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /* One set-up in which all peers were measured. */
    private record Setting(String networks, String family) {}

    private record Measured(double nanos, double bytes) {}

    private EngineBench() {}

    /**
     * Measures and reports.
     *
     * @throws RunnerException if a benchmark fails
     * @throws IOException if the report cannot be written
     */
    public static void run(boolean quick) throws RunnerException, IOException {
        Path log = Report.target().resolve("engine-jmh.log");
        System.out.println("measuring for some minutes; what JMH says goes to " + log);
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include(DecideBenchmark.class.getName())
                        .include(GeoBenchmark.class.getName())
                        .include(RecordingBenchmark.class.getName())
                        .addProfiler(GCProfiler.class)
                        .output(log.toString())
                        .shouldFailOnError(true)
                        .forks(quick ? 1 : 3)
                        .warmupIterations(quick ? 2 : 5)
                        .warmupTime(TimeValue.milliseconds(quick ? 500 : 1000))
                        .measurementIterations(quick ? 3 : 5)
                        .measurementTime(TimeValue.milliseconds(quick ? 500 : 1000));
        report(new Runner(options.build()).run(), quick);
    }

    private static void report(Collection<RunResult> results, boolean quick) throws IOException {
        Map<Setting, Map<String, Measured>> settings = new LinkedHashMap<>();
        List<RunResult> geo = new ArrayList<>();
        List<RunResult> recording = new ArrayList<>();
        for (RunResult result : results) {
            String benchmark = result.getParams().getBenchmark();
            if (benchmark.startsWith(GeoBenchmark.class.getName())) {
                geo.add(result);
                continue;
            }
            if (benchmark.startsWith(RecordingBenchmark.class.getName())) {
                recording.add(result);
                continue;
            }
            Setting setting =
                    new Setting(
                            result.getParams().getParam("networks"),
                            result.getParams().getParam("family"));
            settings.computeIfAbsent(setting, key -> new LinkedHashMap<>())
                    .put(benchmark.substring(benchmark.lastIndexOf('.') + 1), measured(result));
        }
        TextTable table =
                new TextTable(
                        Column.number("networks", 0),
                        Column.text("family", 0),
                        Column.text("peer", 0),
                        Column.number("ns", 0),
                        Column.number("peer / decide", 0),
                        Column.number("bytes", 0));
        ObjectNode document = Report.document("engine", quick);
        var all = document.putArray("settings");
        settings.forEach((setting, peers) -> {
            ObjectNode node =
                    all.addObject()
                            .put("networks", setting.networks())
                            .put("family", setting.family());
            Measured decide = peers.getOrDefault("decide", new Measured(Double.NaN, Double.NaN));
            peers.forEach((peer, measured) -> {
                double ratio = measured.nanos() / decide.nanos();
                table.row(
                        setting.networks(),
                        setting.family(),
                        peer,
                        decimal(measured.nanos()),
                        decimal(ratio),
                        decimal(measured.bytes()));
                node.putObject(peer)
                        .put("nanos", measured.nanos())
                        .put("ratioToDecide", ratio)
                        .put("bytesAllocated", measured.bytes());
            });
        });
        System.out.println();
        Report.print(table);
        GeoReport.write(geo, document);
        RecordingReport.write(recording, document);
        Report.write("engine", document);
    }

    private static Measured measured(RunResult result) {
        return new Measured(result.getPrimaryResult().getScore(), bytes(result));
    }

    /* What each operation allocated, not a number if that was not measured. */
    static double bytes(RunResult result) {
        double bytes = Double.NaN;
        for (String name : result.getSecondaryResults().keySet()) {
            if (name.endsWith(ALLOCATED)) {
                bytes = result.getSecondaryResults().get(name).getScore();
            }
        }
        return bytes;
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
