package dev.sallyport.cli.whatif;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.cli.CommandFailure;
import dev.sallyport.cli.ExitStatus;
import dev.sallyport.cli.GeoFiles;
import dev.sallyport.cli.OutputFormat;
import dev.sallyport.cli.PolicyFile;
import dev.sallyport.cli.log.LogOptions;
import dev.sallyport.cli.log.LogSource;
import dev.sallyport.cli.terminal.Progress;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.engine.channel.ChannelTable;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.policy.Policy;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sallyport what-if}: says from access logs who a policy would deny, without any server. */
@Command(
        name = "what-if",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Says from access logs whom a policy would deny, and the smallest entries that would"
                    + " admit them.",
            "No server is needed and nothing is sent anywhere. Every request is judged at one"
                    + " instant, now or --at; what counts is what the rules say, whatever the mode."
        },
        footer = {
            "",
            "Exit status: 0 whatever it finds, 1 if a log cannot be read to its end or geo data is"
                    + " unusable, 2 usage, 4 if the policy is invalid.",
            "",
            "Example:",
            "  sallyport what-if --log /var/log/nginx/access.log* --policy policy.json"
        })
public final class WhatIfCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--log",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Access logs: combined, common or JSON lines, plain or gzip; `-` is standard"
                            + " input.")
    private List<String> logs = List.of();

    @Option(
            names = "--policy",
            required = true,
            paramLabel = "FILE",
            description = "The policy, JSON as the API takes it.")
    private Path policyFile = Path.of("");

    @Option(
            names = "--channels",
            paramLabel = "FILE",
            description =
                    "Declared channels, JSON as the API takes them; without, every request came to"
                            + " `other`.")
    private @Nullable Path channelsFile;

    @Option(
            names = "--geo",
            paramLabel = "FILE.mmdb",
            description =
                    "Countries and origins, MaxMind DB files; without, rules that name them are in"
                            + " doubt.")
    private List<Path> geoFiles = List.of();

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "When the requests are judged, such as 2026-03-01T08:00:00Z.")
    private @Nullable String at;

    @Option(
            names = "--output",
            paramLabel = "table|json",
            description = "How to write the result; a table if not said.")
    private OutputFormat output = OutputFormat.TABLE;

    @Mixin private LogOptions logOptions;

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "How many rows of each table to show, 15 if not said; 0 shows all.")
    private int top = 15;

    @Option(
            names = "--entries",
            paramLabel = "N",
            description = "The most merged entries to suggest, 20 if not said.")
    private int entries = 20;

    @Option(
            names = "--max-pairs",
            paramLabel = "N",
            description =
                    "How many pairs of address and user are told apart, 1000000 if not said;"
                            + " beyond, clients are counted by network.")
    private int maxPairs = TrafficCounter.PAIRS;

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    /**
     * Answers the question on standard output.
     *
     * @throws CommandFailure if a file cannot be read or the policy is not valid
     */
    @Override
    public Integer call() throws IOException {
        checkOptions();
        Question question = question();
        Answer answer;
        try (Progress progress = progress(question)) {
            answer = new LogJudge(question).judge(progress);
        }
        write(question, answer);
        for (Answer.BrokenLog log : answer.broken()) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            "%s: %s; %,d lines before that were read%n",
                            log.log(), log.cause(), log.lines());
        }
        return answer.broken().isEmpty() ? ExitStatus.SUCCESS : ExitStatus.FAILURE;
    }

    private void checkOptions() {
        if (top < 0 || entries < 1 || maxPairs < 1) {
            throw usage("--top is 0 or more, --entries and --max-pairs are 1 or more");
        }
        logOptions.check();
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private Question question() {
        Policy policy = PolicyFile.read(policyFile);
        ChannelTable channels = null;
        if (channelsFile != null) {
            channels = new ChannelTable(PolicyFile.readChannels(channelsFile));
            PolicyFile.requireKnownChannels(policy, channels, policyFile);
        }
        return new Question(
                policy,
                channels,
                geoFiles.isEmpty() ? GeoData.none() : GeoFiles.read(geoFiles).table(),
                at == null ? Instant.now() : instant(at),
                logs.stream().map(LogSource::new).toList(),
                logOptions.format(),
                logOptions.fields(channels != null),
                maxPairs,
                entries,
                top == 0 ? 15 : top);
    }

    private Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException malformed) {
            throw usage("--at is an instant such as 2026-03-01T08:00:00Z, not `" + text + "`");
        }
    }

    private Progress progress(Question question) {
        PrintStream err =
                quiet ? new PrintStream(OutputStream.nullOutputStream(), false, UTF_8) : System.err;
        return new Progress(err, Terminal.standardError(), totalBytes(question), System::nanoTime);
    }

    /* 0 where some size is not known; what cannot be read is told of later. */
    private static long totalBytes(Question question) {
        long total = 0;
        for (LogSource log : question.logs()) {
            try {
                long size = log.size();
                if (size == 0 && log.name().equals(LogSource.STANDARD_INPUT)) {
                    return 0;
                }
                total += size;
            } catch (IOException unknown) {
                return 0;
            }
        }
        return total;
    }

    private void write(Question question, Answer answer) {
        switch (output) {
            case TABLE -> {
                Terminal terminal = Terminal.standardOutput();
                PrintWriter out = terminal.writer(System.out);
                new TableReport(out, terminal, top).write(question, answer, policyFile.toString());
            }
            case JSON -> JsonReport.write(question, answer, System.out);
        }
    }
}
