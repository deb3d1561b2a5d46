package dev.sallyport.gate;

import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.evidence.Observation;
import dev.sallyport.evidence.recording.RecordedCells;
import dev.sallyport.evidence.recording.Recorder;
import dev.sallyport.evidence.recording.RecordingBudget;
import dev.sallyport.evidence.recording.RecordingKey;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.security.SecureRandom;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/*
 * What was decided, counted by each event loop for itself, and the one way out (ADR 18).
 *
 *   event loop 1   counts in A   ── swap ──►  counts in S            S is the one spare; it goes round:
 *   drainer                                   hands out A, clears it
 *   event loop 2                              counts in B   ── swap ──►  counts in A
 *
 * So all together take one pair of tables more than there are event loops. An event loop does nothing for it but exchange two
 * references; a drainer that is slow makes nobody wait, the tables only fill further.
 */
final class Recording {

    private static final long ANSWER_MILLIS = 10_000;
    private static final long LOOK_MILLIS = 50;

    private final @Nullable RecordingBudget budget;
    private final RecordingKey key;
    private final Queue<Recorder> recorders = new ConcurrentLinkedQueue<>();

    /* By whoever holds the lock on this: room without cells, and cells that a sink has not taken to the end. */
    private @Nullable RecordedCells spare;
    private @Nullable RecordedCells pending;

    Recording(GateConfiguration configuration) {
        long bytes = configuration.observationMemory();
        budget = bytes == 0 ? null : RecordingBudget.share(bytes, configuration.eventLoops());
        SecureRandom random = new SecureRandom();
        key = new RecordingKey(random.nextLong(), random.nextLong());
    }

    /** Returns a recorder for one more event loop, or null if nothing is recorded. */
    @Nullable Recorder recorder() {
        if (budget == null) {
            return null;
        }
        Recorder recorder = new Recorder(key, new RecordedCells(budget));
        recorders.add(recorder);
        return recorder;
    }

    synchronized void drain(
            EventLoopGroup loops,
            GateContext context,
            GeoData geo,
            Consumer<? super Observation> sink) {
        if (budget == null) {
            return;
        }
        for (EventExecutor loop : loops) {
            if (loop.inEventLoop()) {
                throw new IllegalStateException("an event loop does not wait for itself");
            }
        }
        deliver(geo, sink);
        for (EventExecutor loop : loops) {
            RecordedCells empty = spare == null ? new RecordedCells(budget) : spare;
            spare = empty;
            RecordedCells full = swapOn(loop, context, empty);
            if (full == null) {
                drainWhereAllIsOver(loops, geo, sink);
                return;
            }
            take(full, geo, sink);
        }
    }

    /* The event loops are gone, or just going; what they counted is seen by who has seen them end. */
    private void drainWhereAllIsOver(
            EventLoopGroup loops, GeoData geo, Consumer<? super Observation> sink) {
        if (!loops.terminationFuture().awaitUninterruptibly(ANSWER_MILLIS)) {
            throw new IllegalStateException("the event loops do not end");
        }
        for (Recorder recorder : recorders) {
            RecordedCells empty = spare;
            if (empty == null) {
                throw new IllegalStateException("there is always a spare between two swaps");
            }
            take(recorder.swap(empty), geo, sink);
        }
    }

    private void take(RecordedCells full, GeoData geo, Consumer<? super Observation> sink) {
        spare = null;
        pending = full;
        deliver(geo, sink);
    }

    private void deliver(GeoData geo, Consumer<? super Observation> sink) {
        RecordedCells full = pending;
        if (full != null) {
            full.deliver(geo, sink);
            full.clear();
            pending = null;
            spare = full;
        }
    }

    /* Null if the event loop does nothing any more; the room that was offered is not in use then. */
    private static @Nullable RecordedCells swapOn(
            EventExecutor loop, GateContext context, RecordedCells empty) {
        Future<RecordedCells> answer;
        try {
            answer = loop.submit(() -> swap(context, empty));
        } catch (RejectedExecutionException closed) {
            return null;
        }
        for (long waited = 0; !answer.awaitUninterruptibly(LOOK_MILLIS); waited += LOOK_MILLIS) {
            if (loop.isTerminated() && answer.cancel(false)) {
                return null;
            }
            if (waited >= ANSWER_MILLIS && answer.cancel(false)) {
                throw new IllegalStateException("an event loop does not hand out what it counted");
            }
        }
        if (!answer.isSuccess()) {
            throw new IllegalStateException(
                    "an event loop does not hand out what it counted", answer.cause());
        }
        return answer.getNow();
    }

    private static RecordedCells swap(GateContext context, RecordedCells empty) {
        Recorder recorder = context.eventLoop().recorder;
        if (recorder == null) {
            throw new IllegalStateException("every event loop records");
        }
        return recorder.swap(empty);
    }
}
