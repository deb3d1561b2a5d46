package dev.sallyport.benchmarks.engine;

import dev.sallyport.benchmarks.Report;
import dev.sallyport.cli.terminal.TextTable;
import dev.sallyport.cli.terminal.TextTable.Column;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/* What came of measuring look-ups of countries: nanoseconds and the ratio to the engine's table. */
final class GeoReport {

    private static final String OURS = "country";

    private GeoReport() {}

    static void write(Collection<RunResult> results, ObjectNode document) {
        Map<String, Map<String, Double>> families = new TreeMap<>();
        for (RunResult result : results) {
            String benchmark = result.getParams().getBenchmark();
            families.computeIfAbsent(
                            result.getParams().getParam("family"), ignored -> new TreeMap<>())
                    .put(
                            benchmark.substring(benchmark.lastIndexOf('.') + 1),
                            result.getPrimaryResult().getScore());
        }
        TextTable table =
                new TextTable(
                        Column.text("family", 0),
                        Column.text("peer", 0),
                        Column.number("ns", 0),
                        Column.number("peer / country", 0));
        ArrayNode all = document.putArray("geo");
        families.forEach((family, peers) -> {
            ObjectNode node = all.addObject().put("family", family);
            double ours = peers.getOrDefault(OURS, Double.NaN);
            peers.forEach((peer, nanos) -> {
                table.row(family, peer, decimal(nanos), decimal(nanos / ours));
                node.putObject(peer).put("nanos", nanos).put("ratioToCountry", nanos / ours);
            });
        });
        System.out.println();
        Report.print(table);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
