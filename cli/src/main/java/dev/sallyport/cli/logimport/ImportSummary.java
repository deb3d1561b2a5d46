package dev.sallyport.cli.logimport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.sallyport.cli.log.LineFault;
import dev.sallyport.cli.log.LogLine;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.evidence.Observation;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/* What was read and what came of it, for people. Sets stop growing at a bound, which is then said. Not thread-safe. */
final class ImportSummary {

    private static final int MOST_TOLD_APART = 1_000_000;
    private static final int SAMPLES = 5;
    private static final int SAMPLE_LENGTH = 120;

    private final Set<IpAddress> addresses = new HashSet<>();
    private final Set<String> users = new HashSet<>();
    private final Set<Long> hours = new HashSet<>();
    private final List<String> samples = new ArrayList<>();
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private long lines;
    private long requests;
    private long unparsed;
    private long withoutTime;
    private long inFuture;
    private long added;
    private long tooOld;
    private long repeatedParts;

    void counted(LogLine line, @Nullable String user) {
        requests++;
        note(addresses, line.address());
        if (user != null) {
            note(users, user);
        }
        note(hours, Observation.hourOf(line.epochSecond() * 1000));
        first = Math.min(first, line.epochSecond());
        last = Math.max(last, line.epochSecond());
    }

    private static <T> void note(Set<T> set, T value) {
        if (set.size() < MOST_TOLD_APART) {
            boolean _ = set.add(value);
        }
    }

    void unparsed(String log, long number, LineFault fault, byte[] bytes, int from, int to) {
        unparsed++;
        if (samples.size() < SAMPLES) {
            int length = Math.min(to - from, SAMPLE_LENGTH);
            String text = new String(bytes, from, length, ISO_8859_1).replaceAll("[^ -~]", "?");
            samples.add(log + " line " + number + ": " + fault.text() + ": " + text);
        }
    }

    void lines(long count) {
        lines += count;
    }

    void withoutTime() {
        withoutTime++;
    }

    void inFuture() {
        inFuture++;
    }

    void sent(long addedRequests, long requestsTooOld, boolean isRepeated) {
        added += addedRequests;
        tooOld += requestsTooOld;
        repeatedParts += isRepeated ? 1 : 0;
    }

    boolean isEmpty() {
        return requests == 0;
    }

    void print(PrintStream out, boolean isDryRun) {
        out.printf("lines      %,d%n", lines);
        out.printf("unparsed   %,d%n", unparsed);
        samples.forEach(sample -> out.println("           " + sample));
        if (withoutTime > 0) {
            out.printf("left out   %,d without a time%n", withoutTime);
        }
        if (inFuture > 0) {
            out.printf("left out   %,d in the future%n", inFuture);
        }
        out.printf("requests   %,d%n", requests);
        out.printf("addresses  %s%n", size(addresses));
        out.printf("users      %s%n", size(users));
        out.printf("hours      %s%n", size(hours));
        if (requests > 0) {
            out.println(
                    "from       "
                            + Instant.ofEpochSecond(first)
                            + " until "
                            + Instant.ofEpochSecond(last));
        }
        if (isDryRun) {
            out.println("nothing was sent");
            return;
        }
        out.printf("added      %,d%n", added);
        if (tooOld > 0) {
            out.printf("left out   %,d older than observations are kept%n", tooOld);
        }
        if (repeatedParts > 0) {
            out.printf("left out   %,d parts that had been imported before%n", repeatedParts);
        }
    }

    private static String size(Set<?> set) {
        return set.size() < MOST_TOLD_APART
                ? "%,d".formatted(set.size())
                : "%,d or more".formatted(MOST_TOLD_APART);
    }
}
