package dev.sallyport.benchmarks.engine;

import dev.sallyport.benchmarks.Report;
import dev.sallyport.cli.terminal.TextTable;
import dev.sallyport.cli.terminal.TextTable.Column;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import tools.jackson.databind.node.ObjectNode;

/* What came of measuring how decisions are counted: nanoseconds, and the ratio to two dependent loads. */
final class RecordingReport {

    private static final String LIMIT = "twoLoads";

    private RecordingReport() {}

    static void write(Collection<RunResult> results, ObjectNode document) {
        Map<String, RunResult> byName = new TreeMap<>();
        for (RunResult result : results) {
            String benchmark = result.getParams().getBenchmark();
            byName.put(benchmark.substring(benchmark.lastIndexOf('.') + 1), result);
        }
        RunResult limit = byName.get(LIMIT);
        double nanosOfLimit = limit == null ? Double.NaN : limit.getPrimaryResult().getScore();
        TextTable table =
                new TextTable(
                        Column.text("recording", 0),
                        Column.number("ns", 0),
                        Column.number("/ " + LIMIT, 0),
                        Column.number("bytes", 0));
        ObjectNode node =
                document.putObject("recording").put("liveCells", RecordingBenchmark.CELLS);
        byName.forEach((name, result) -> {
            double nanos = result.getPrimaryResult().getScore();
            double bytes = EngineBench.bytes(result);
            table.row(name, decimal(nanos), decimal(nanos / nanosOfLimit), decimal(bytes));
            node.putObject(name)
                    .put("nanos", nanos)
                    .put("ratioToTwoLoads", nanos / nanosOfLimit)
                    .put("bytesAllocated", bytes);
        });
        System.out.println();
        Report.print(table);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
