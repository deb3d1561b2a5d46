package dev.sallyport.cli.logimport;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.cli.CommandFailure;
import dev.sallyport.cli.ExitStatus;
import dev.sallyport.cli.Problems;
import dev.sallyport.cli.api.ApiAnswer;
import dev.sallyport.cli.api.ApiClient;
import dev.sallyport.cli.api.ApiOptions;
import dev.sallyport.cli.log.LineFault;
import dev.sallyport.cli.log.LineHandler;
import dev.sallyport.cli.log.LogException;
import dev.sallyport.cli.log.LogFields;
import dev.sallyport.cli.log.LogLine;
import dev.sallyport.cli.log.LogOptions;
import dev.sallyport.cli.log.LogReader;
import dev.sallyport.cli.log.LogSource;
import dev.sallyport.cli.terminal.Progress;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.control.people.PeopleLimits;
import dev.sallyport.document.ChannelsReader;
import dev.sallyport.document.DocumentLimits;
import dev.sallyport.engine.channel.ChannelTable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code sallyport log import}: adds the traffic of access logs to what was observed of a tenant.
 * It is counted by the hour here, in bounded memory, and sent in parts; a part that was sent before
 * counts nothing again.
 */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description =
                "Adds the traffic of access logs (plain or gzip) to the observations of a tenant. A user counts as"
                        + " such where the status is below 400. Importing the same file again adds nothing.")
final class LogImportCommand implements Callable<Integer> {

    @Mixin private ApiOptions api;

    @Option(names = "--tenant", required = true, paramLabel = "ID", description = "Whose traffic.")
    private String tenant = "";

    @Mixin private LogOptions logOptions;

    @Option(names = "--dry-run", description = "Reads and counts, sends nothing, needs no server.")
    private boolean dryRun;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "The logs, the oldest first; - for the standard input.")
    private List<String> files = List.of();

    private final ImportSummary summary = new ImportSummary();

    @Override
    public Integer call() {
        LogFields fields = logOptions.fields(true);
        List<String> broken = new ArrayList<>();
        if (dryRun) {
            HourlyCells cells =
                    new HourlyCells(ChannelTable.EMPTY, !logOptions.saysUserField(), part -> {});
            read(fields, cells, broken);
        } else {
            try (ApiClient client = api.connect()) {
                HourlyCells cells =
                        new HourlyCells(
                                channels(client),
                                !logOptions.saysUserField(),
                                part -> send(client, part));
                read(fields, cells, broken);
                cells.flush();
            }
        }
        summary.print(System.out, dryRun);
        System.out.flush();
        broken.forEach(System.err::println);
        if (summary.isEmpty() && broken.isEmpty()) {
            throw new CommandFailure(ExitStatus.FAILURE, "no line tells of a request");
        }
        return broken.isEmpty() ? ExitStatus.SUCCESS : ExitStatus.FAILURE;
    }

    private static ChannelTable channels(ApiClient client) {
        ApiAnswer answer = client.ask("GET", "/api/v1/channels", null);
        return new ChannelTable(
                Problems.orFail(
                        ChannelsReader.read(
                                new ByteArrayInputStream(answer.text().getBytes(UTF_8)),
                                DocumentLimits.DEFAULT),
                        "the channels of the server"));
    }

    private void read(LogFields fields, HourlyCells cells, List<String> broken) {
        LogReader reader = new LogReader(logOptions.format(), fields);
        List<LogSource> logs = files.stream().map(LogSource::new).toList();
        long latest = Instant.now().plus(PeopleLimits.CLOCK_SKEW).getEpochSecond();
        try (Progress progress = progress(logs)) {
            long before = 0;
            for (LogSource log : logs) {
                try {
                    summary.lines(
                            reader.read(log, new Lines(log, cells, latest, before, progress)));
                    before += log.size();
                } catch (LogException failed) {
                    summary.lines(failed.lines());
                    broken.add(
                            log.label()
                                    + " cannot be read behind line "
                                    + failed.lines()
                                    + "; what stands before it counts");
                } catch (IOException vanished) {
                    broken.add(log.label() + " is gone");
                }
            }
        }
    }

    private static Progress progress(List<LogSource> logs) {
        return new Progress(System.err, Terminal.standardError(), bytes(logs), System::nanoTime);
    }

    /* 0 where some size is not known. */
    private static long bytes(List<LogSource> logs) {
        long sum = 0;
        for (LogSource log : logs) {
            try {
                sum += log.size();
            } catch (IOException unknown) {
                return 0;
            }
        }
        return sum;
    }

    private void send(ApiClient client, List<String> part) {
        String lines = String.join("\n", part) + "\n";
        ApiAnswer answer =
                client.sendLines(
                        "/api/v1/tenants/"
                                + ApiClient.segment(tenant)
                                + "/observations:import?key="
                                + digest(lines),
                        lines);
        if (!answer.isSuccess()) {
            throw ApiClient.failure(answer, ExitStatus.FAILURE);
        }
        summary.sent(
                answer.json().path("requests").asLong(0),
                answer.json().path("tooOld").asLong(0),
                answer.json().path("result").asString("").equals("already-added"));
    }

    private static String digest(String lines) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(lines.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /* The lines of one log. */
    private final class Lines implements LineHandler {
        private final LogSource log;
        private final HourlyCells cells;
        private final long latest;
        private final long bytesBefore;
        private final Progress progress;

        Lines(LogSource log, HourlyCells cells, long latest, long bytesBefore, Progress progress) {
            this.log = log;
            this.cells = cells;
            this.latest = latest;
            this.bytesBefore = bytesBefore;
            this.progress = progress;
        }

        @Override
        public void request(LogLine line) {
            if (line.epochSecond() == LogLine.NO_TIME) {
                summary.withoutTime();
            } else if (line.epochSecond() > latest) {
                summary.inFuture();
            } else {
                summary.counted(line, cells.add(line));
            }
        }

        @Override
        public void unparsed(long number, LineFault fault, byte[] bytes, int from, int to) {
            summary.unparsed(log.label(), number, fault, bytes, from, to);
        }

        @Override
        public void progress(long position, long lines) {
            progress.update(bytesBefore + position, lines);
        }
    }
}
