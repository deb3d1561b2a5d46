package dev.sallyport.benchmarks.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.benchmarks.Report;
import dev.sallyport.cli.terminal.TextTable;
import dev.sallyport.cli.terminal.TextTable.Column;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decisions at the decision port beside a bare Netty handler and beside the same port that counts
 * none of them, in turn: answers a second under a closed loop of 64 connections, and the processor
 * time that the server process spends on each.
 */
public final class GateBench {

    /* A process with one or two of the servers. */
    private static final class Servers implements AutoCloseable {
        private final Process process;
        private final BufferedReader out;

        Servers(String name) throws IOException {
            process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "--enable-native-access=ALL-UNNAMED",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    BenchServer.class.getName(),
                                    name)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        }

        /** Returns what is measured of the server that is named next. */
        Subject next(int rounds) throws IOException {
            String port = out.readLine();
            if (port == null) {
                throw new IOException("a server did not start");
            }
            return new Subject(process, Integer.parseInt(port), rounds);
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    /* One of the servers and what was measured of it in each round. */
    private static final class Subject {
        private final Process process;
        private final Load load;
        private final double[] answersPerSecond;
        private final double[] microsPerAnswer;

        Subject(Process process, int port, int rounds) {
            this.process = process;
            load = new Load(port);
            answersPerSecond = new double[rounds];
            microsPerAnswer = new double[rounds];
        }

        void warmUp(double seconds) throws IOException, InterruptedException {
            long _ = load.run(seconds);
        }

        void measure(int round, double seconds) throws IOException, InterruptedException {
            Duration before = processorTime();
            long start = System.nanoTime();
            long answers = load.run(seconds);
            double elapsed = (System.nanoTime() - start) / 1e9;
            // What was counted is handed out by the same process, up to so much later.
            Thread.sleep(BenchServer.DRAIN_MILLIS + 200);
            Duration spent = processorTime().minus(before);
            answersPerSecond[round] = answers / elapsed;
            microsPerAnswer[round] = spent.toNanos() / 1e3 / answers;
        }

        private Duration processorTime() throws IOException {
            return process.toHandle()
                    .info()
                    .totalCpuDuration()
                    .orElseThrow(() ->
                            new IOException(
                                    "this system does not tell the processor time of a process"));
        }
    }

    private GateBench() {}

    /**
     * Measures and reports.
     *
     * @throws IOException if a server cannot be run or does not answer
     * @throws InterruptedException if interrupted
     */
    public static void run(boolean quick) throws IOException, InterruptedException {
        int rounds = quick ? 5 : 13;
        double seconds = quick ? 2 : 3;
        try (Servers bareServer = new Servers("bare");
                Servers gates = new Servers("gate")) {
            Subject bare = bareServer.next(rounds);
            Subject gate = gates.next(rounds);
            Subject unrecorded = gates.next(rounds);
            System.out.println("warming up ...");
            bare.warmUp(3 * seconds);
            for (int i = 0; i < 3; i++) {
                unrecorded.warmUp(seconds);
                gate.warmUp(seconds);
            }
            for (int round = 0; round < rounds; round++) {
                bare.measure(round, seconds);
                // In turn, so that neither always comes behind the bare one.
                Subject first = round % 2 == 0 ? unrecorded : gate;
                first.measure(round, seconds);
                (first == gate ? unrecorded : gate).measure(round, seconds);
            }
            report(bare, unrecorded, gate, quick);
        }
    }

    private static void report(Subject bare, Subject unrecorded, Subject gate, boolean quick)
            throws IOException {
        TextTable table =
                new TextTable(
                        Column.text("round", 0),
                        Column.number("gate answers/s", 0),
                        Column.number("bare answers/s", 0),
                        Column.number("ratio", 0),
                        Column.number("gate µs CPU", 0),
                        Column.number("bare µs CPU", 0),
                        Column.number("ratio", 0));
        ObjectNode document =
                Report.document("gate", quick)
                        .put("connections", Load.CONNECTIONS)
                        .put("networks", BenchServer.NETWORKS);
        ArrayNode all = document.putArray("rounds");
        int rounds = gate.answersPerSecond.length;
        double[] throughput = new double[rounds];
        double[] processor = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            throughput[i] = gate.answersPerSecond[i] / bare.answersPerSecond[i];
            processor[i] = gate.microsPerAnswer[i] / bare.microsPerAnswer[i];
            row(
                    table,
                    Integer.toString(i + 1),
                    gate.answersPerSecond[i],
                    bare.answersPerSecond[i],
                    throughput[i],
                    gate.microsPerAnswer[i],
                    bare.microsPerAnswer[i],
                    processor[i]);
            all.addObject()
                    .put("gateAnswersPerSecond", gate.answersPerSecond[i])
                    .put("bareAnswersPerSecond", bare.answersPerSecond[i])
                    .put("throughputRatio", throughput[i])
                    .put("gateMicrosPerAnswer", gate.microsPerAnswer[i])
                    .put("bareMicrosPerAnswer", bare.microsPerAnswer[i])
                    .put("processorRatio", processor[i]);
        }
        row(
                table,
                "median",
                Report.median(gate.answersPerSecond),
                Report.median(bare.answersPerSecond),
                Report.median(throughput),
                Report.median(gate.microsPerAnswer),
                Report.median(bare.microsPerAnswer),
                Report.median(processor));
        document.put("throughputRatio", Report.median(throughput))
                .put("processorRatio", Report.median(processor));
        System.out.println();
        Report.print(table);
        reportRecording(unrecorded, gate, document);
        Report.write("gate", document);
    }

    /* What counting decisions costs: the same server with it and without. */
    private static void reportRecording(Subject unrecorded, Subject gate, ObjectNode document) {
        TextTable table =
                new TextTable(
                        Column.text("round", 0),
                        Column.number("recording µs CPU", 0),
                        Column.number("not recording µs CPU", 0),
                        Column.number("ratio", 0));
        int rounds = gate.microsPerAnswer.length;
        double[] ratios = new double[rounds];
        ArrayNode all = document.putArray("recording");
        for (int i = 0; i < rounds; i++) {
            double on = gate.microsPerAnswer[i];
            double off = unrecorded.microsPerAnswer[i];
            ratios[i] = on / off;
            table.row(Integer.toString(i + 1), decimal(on), decimal(off), decimal(ratios[i]));
            all.addObject()
                    .put("recordingMicrosPerAnswer", on)
                    .put("notRecordingMicrosPerAnswer", off)
                    .put("processorRatio", ratios[i]);
        }
        table.row(
                "median",
                decimal(Report.median(gate.microsPerAnswer)),
                decimal(Report.median(unrecorded.microsPerAnswer)),
                decimal(Report.median(ratios)));
        document.put("recordingProcessorRatio", Report.median(ratios));
        System.out.println();
        Report.print(table);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static void row(
            TextTable table,
            String round,
            double gate,
            double bare,
            double throughput,
            double gateMicros,
            double bareMicros,
            double processor) {
        table.row(
                round,
                String.format(Locale.ROOT, "%,.0f", gate),
                String.format(Locale.ROOT, "%,.0f", bare),
                String.format(Locale.ROOT, "%.2f", throughput),
                String.format(Locale.ROOT, "%.2f", gateMicros),
                String.format(Locale.ROOT, "%.2f", bareMicros),
                String.format(Locale.ROOT, "%.2f", processor));
    }
}
