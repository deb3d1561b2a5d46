package dev.sallyport.benchmarks.whatif;

import dev.sallyport.benchmarks.Report;
import dev.sallyport.cli.terminal.TextTable;
import dev.sallyport.cli.terminal.TextTable.Column;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.evidence.Observation;
import dev.sallyport.evidence.column.ColumnsBuilder;
import dev.sallyport.evidence.column.Comparison;
import dev.sallyport.evidence.column.Judgement;
import dev.sallyport.evidence.column.ObservationColumns;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/*
 * A judgement of columns in full beside one sequential scan of the same columns, and after an edit of one entry, the
 * compiling of the changed policy included; in turn in one run, by the processor time of the one thread that does it.
 * Loading the columns is printed apart, and of a judgement what it takes for any number of rows, none included: turning
 * networks into classes.
 */
final class ColumnsBench {

    private static final int CHUNK = 100_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final int rounds;
    private final ObjectNode document = JsonMapper.shared().createObjectNode();
    private final ArrayNode loads = document.putArray("loads");
    private final ArrayNode settings = document.putArray("settings");
    private final TextTable loadTable =
            new TextTable(
                    Column.number("cells", 0),
                    Column.number("rows", 0),
                    Column.number("cold load ms", 0),
                    Column.number("cells/s", 0));
    private final TextTable table =
            new TextTable(
                    Column.number("rows", 0),
                    Column.text("entries", 0),
                    Column.number("scan ms", 0),
                    Column.number("compile ms", 0),
                    Column.number("full ms", 0),
                    Column.number("full / scan", 0),
                    Column.number("of it classes", 0),
                    Column.number("rows / scan", 0),
                    Column.number("edit ms", 0),
                    Column.number("of it compile", 0),
                    Column.number("rows judged", 0));
    private long sum;

    private ColumnsBench(int rounds) {
        this.rounds = rounds;
    }

    /** Measures, prints, and returns every number. */
    static ObjectNode run(boolean quick) {
        ColumnsBench bench = new ColumnsBench(quick ? 15 : 41);
        int[] sizes =
                quick ? new int[] {100_000, 1_000_000} : new int[] {100_000, 1_000_000, 4_000_000};
        for (int size : sizes) {
            bench.measure(size);
        }
        System.out.println(
                "columns of observations, judged by one thread; medians of its processor time");
        System.out.println();
        Report.print(bench.loadTable);
        System.out.println();
        Report.print(bench.table);
        System.out.println();
        return bench.document.put("sum", bench.sum);
    }

    private void measure(int size) {
        Cells cells = new Cells();
        ColumnsBuilder builder = ObservationColumns.builder();
        long nanos = 0;
        int added = 0;
        while (builder.size() < size) {
            List<Observation> chunk = cells.observations(CHUNK);
            long start = now();
            chunk.forEach(builder::add);
            nanos += now() - start;
            added += CHUNK;
        }
        long start = now();
        ObservationColumns columns = builder.build(GeoData.none(), List.of());
        nanos += now() - start;
        loadTable.row(
                number(added),
                number(columns.size()),
                millis((double) nanos),
                number((long) (added / (nanos / 1e9))));
        loads.addObject()
                .put("cells", added)
                .put("rows", columns.size())
                .put("millis", nanos / 1e6);
        for (int entries : new int[] {10, 1_000, 10_000}) {
            measure(columns, cells, cells.entries(entries), List.of(), number(entries));
        }
        ObservationColumns placed = columns.withGeoData(Cells.geoData());
        measure(placed, cells, cells.entries(1_000), Cells.countries(), "1,000 + countries");
    }

    private void measure(
            ObservationColumns columns,
            Cells cells,
            List<Entry> entries,
            List<Entry> countries,
            String name) {
        double[] scans = new double[rounds];
        double[] compiles = new double[rounds];
        double[] fulls = new double[rounds];
        double[] ratios = new double[rounds];
        double[] classes = new double[rounds];
        double[] rowRatios = new double[rounds];
        ObservationColumns none = ObservationColumns.builder().build(columns.geoData(), List.of());
        double[] edits = new double[rounds];
        double[] recompiles = new double[rounds];
        double[] judged = new double[rounds];
        // As many that do not count: the compiler has to see the loops first.
        for (int round = -rounds; round < rounds; round++) {
            List<Entry> edited = cells.edited(entries);
            long start = now();
            TenantSnapshot candidate = Cells.candidate(entries, countries, columns.geoData());
            long compiled = now();
            Judgement judgement = Judgement.of(columns, candidate, Cells.AT);
            long done = now();
            sum += columns.scan();
            long scanned = now();
            sum += Judgement.of(none, candidate, Cells.AT).deniedRows();
            long classed = now();
            Comparison comparison = Comparison.of(judgement, judgement);
            long before = now();
            TenantSnapshot changed = Cells.candidate(edited, countries, columns.geoData());
            long recompiled = now();
            Comparison revised = comparison.revise(changed);
            long after = now();
            sum += revised.tally().newlyDenied().requests();
            if (round >= 0) {
                compiles[round] = (double) (compiled - start);
                classes[round] = (double) (classed - scanned);
                fulls[round] = (double) (done - compiled);
                scans[round] = (double) (scanned - done);
                ratios[round] = fulls[round] / scans[round];
                rowRatios[round] = (fulls[round] - classes[round]) / scans[round];
                recompiles[round] = (double) (recompiled - before);
                edits[round] = (double) (after - before);
                judged[round] = revised.after().judgedRows();
            }
        }
        double ratio = Report.median(ratios);
        table.row(
                number(columns.size()),
                name,
                millis(Report.median(scans)),
                millis(Report.median(compiles)),
                millis(Report.median(fulls)),
                String.format(Locale.ROOT, "%.2f", ratio),
                millis(Report.median(classes)),
                String.format(Locale.ROOT, "%.2f", Report.median(rowRatios)),
                millis(Report.median(edits)),
                millis(Report.median(recompiles)),
                number((long) Report.median(judged)));
        settings.addObject()
                .put("rows", columns.size())
                .put("entries", name)
                .put("scanMillis", Report.median(scans) / 1e6)
                .put("compileMillis", Report.median(compiles) / 1e6)
                .put("fullMillis", Report.median(fulls) / 1e6)
                .put("fullToScan", ratio)
                .put("classesMillis", Report.median(classes) / 1e6)
                .put("rowsToScan", Report.median(rowRatios))
                .put("editMillis", Report.median(edits) / 1e6)
                .put("editCompileMillis", Report.median(recompiles) / 1e6)
                .put("rowsJudgedByEdit", Report.median(judged));
    }

    /* The processor time of this thread: what else the machine is doing plays no part. */
    private static long now() {
        return THREADS.getCurrentThreadCpuTime();
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String millis(double nanos) {
        return String.format(Locale.ROOT, "%,.2f", nanos / 1e6);
    }
}
