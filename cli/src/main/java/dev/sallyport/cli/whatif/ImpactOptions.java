package dev.sallyport.cli.whatif;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.cli.GeoFiles;
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
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of commands that judge access logs by a policy, without any server. */
public final class ImpactOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

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
     * Looks whether the options make sense.
     *
     * @throws ParameterException if not
     */
    public void check() {
        if (top < 0 || entries < 1 || maxPairs < 1) {
            throw usage("--top is 0 or more, --entries and --max-pairs are 1 or more");
        }
        if (at != null) {
            Instant _ = instant(at);
        }
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException malformed) {
            throw usage("--at is an instant such as 2026-03-01T08:00:00Z, not `" + text + "`");
        }
    }

    /** Returns how many rows of each table are shown, 0 for all. */
    int top() {
        return top;
    }

    /**
     * Judges logs by a policy.
     *
     * @param policyName what the policy is called in messages and in what is suggested to do next
     * @throws dev.sallyport.cli.CommandFailure if a file cannot be read, or the policy names a
     *     channel that is not declared
     */
    public OfflineImpact judge(
            Policy policy, Path policyName, List<String> logs, LogOptions logOptions) {
        ChannelTable channels = null;
        if (channelsFile != null) {
            channels = new ChannelTable(PolicyFile.readChannels(channelsFile));
            PolicyFile.requireKnownChannels(policy, channels, policyName);
        }
        Question question =
                new Question(
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
        try (Progress progress = progress(question)) {
            return new OfflineImpact(
                    question, new LogJudge(question).judge(progress), policyName.toString(), top);
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
}
