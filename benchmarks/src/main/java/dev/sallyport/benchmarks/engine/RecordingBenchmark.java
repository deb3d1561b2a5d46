package dev.sallyport.benchmarks.engine;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Reason;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.recording.RecordedCells;
import dev.sallyport.evidence.recording.Recorder;
import dev.sallyport.evidence.recording.RecordingBudget;
import dev.sallyport.evidence.recording.RecordingKey;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Counting a decision in one of 1,000,000 live cells, chosen at random, beside what the machine
 * needs for two loads of which the second depends on the first, in arrays of the same sizes.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class RecordingBenchmark {

    static final int CELLS = 1_000_000;

    private static final long NOW = 1_772_323_200_000L;
    private static final int SLOTS = CELLS + CELLS / 2;
    private static final int WORDS = 8;
    private static final TenantId ACME = new TenantId("acme");
    private static final Verdict VERDICT =
            new Verdict(
                    Effect.ALLOW,
                    Effect.ALLOW,
                    new Reason.NoRestriction(),
                    dev.sallyport.engine.policy.Mode.MONITOR,
                    1,
                    1,
                    null,
                    null,
                    DeploymentSwitch.ENFORCE);

    private final Recorder recorder =
            new Recorder(
                    new RecordingKey(0x0123456789ABCDEFL, 0xFEDCBA9876543210L),
                    new RecordedCells(new RecordingBudget(CELLS / 2 * 3, 0, 64, 0)));
    private final int[] slots = new int[SLOTS];
    private final long[] words = new long[CELLS * WORDS];
    private long state = 1;

    /** Opens every cell, and leads every slot to a place of its own. */
    @Setup
    public void prepare() {
        for (int number = 0; number < CELLS; number++) {
            if (recorder.record(ACME, request(number), VERDICT) != Recorder.Result.COUNTED) {
                throw new IllegalStateException("there is room for all");
            }
        }
        for (int slot = 0; slot < SLOTS; slot++) {
            slots[slot] = (int) Math.floorMod(mixed(slot), (long) CELLS);
        }
    }

    private static Request request(int number) {
        int address = (int) (number * 0x9E3779B1L);
        return new Request(
                new ClientAddress.Determined(IpAddress.ipv4(address), ClientAddress.PEER),
                NOW,
                Channel.OTHER,
                Principal.ANONYMOUS);
    }

    private static long mixed(long value) {
        long mixed = (value ^ value >>> 32) * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 29;
    }

    private int number(int below) {
        state = state * 6364136223846793005L + 1442695040888963407L;
        return (int) ((state >>> 33) * below >>> 31);
    }

    /** Counts, facts to cell. */
    @Benchmark
    public Recorder.Result record() {
        return recorder.record(ACME, request(number(CELLS)), VERDICT);
    }

    /** Facts only: what the measured calls do besides counting. */
    @Benchmark
    public Request facts() {
        return request(number(CELLS));
    }

    /** Two dependent loads and a store, each pair after the one before. */
    @Benchmark
    public long twoLoads() {
        int at = slots[number(SLOTS)] * WORDS;
        long found = words[at];
        words[at + 4] = found + 1;
        state += found;
        return found;
    }

    /** The same, as many at a time as the processor will. */
    @Benchmark
    public long twoLoadsOverlapping() {
        int at = slots[number(SLOTS)] * WORDS;
        long found = words[at];
        words[at + 4] = found + 1;
        return found;
    }
}
