package dev.sallyport.server.decision;

import dev.sallyport.control.denial.LoggedDecision;
import dev.sallyport.control.denial.RequestId;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.gate.DecisionListener;
import dev.sallyport.gate.Measurement;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The decision log: every denial, also what a draft or the rules on trial would deny, as far as
 * there is room, and a sample of what is allowed. Safe for use by many threads; a decision never
 * waits for it.
 *
 * <p>Started once and closed once, after whoever decides. Closing writes what is still on its way.
 */
public final class DecisionLog implements DecisionListener, AutoCloseable {

    private static final int PLACES = 1 << 13;

    /* What one event loop has for itself. */
    private static final class Producer {
        private final DecisionRing ring = new DecisionRing(PLACES);
        private final SplittableRandom random = new SplittableRandom();
    }

    private final double allows;
    private final PerSecond denied;
    private final PerSecond wouldBeDenied;
    private final PerSecond undecided;
    private final DecisionLogCounts counts = new DecisionLogCounts();
    private final List<DecisionRing> rings = new CopyOnWriteArrayList<>();
    private final ThreadLocal<Producer> producers = ThreadLocal.withInitial(this::producer);
    private final DecisionLogThread thread;

    private DecisionLog(
            DecisionLogSettings settings,
            LogFile file,
            Supplier<? extends GeoData> geo,
            InstantSource clock) {
        allows = settings.allows();
        denied = new PerSecond(settings.deniesPerSecond());
        wouldBeDenied = new PerSecond(settings.deniesPerSecond());
        undecided = new PerSecond(settings.deniesPerSecond());
        thread = new DecisionLogThread(file, rings, counts, geo, clock);
    }

    /**
     * Opens the file and begins to write.
     *
     * @param geo where addresses are, asked when a line is written
     * @throws IOException if the file cannot be opened
     */
    public static DecisionLog start(
            DecisionLogSettings settings, Supplier<? extends GeoData> geo, InstantSource clock)
            throws IOException {
        LogFile file = new LogFile(settings.file(), settings.maxBytes(), settings.files());
        file.begin(0);
        DecisionLog log = new DecisionLog(settings, file, geo, clock);
        log.thread.start();
        return log;
    }

    private Producer producer() {
        Producer producer = new Producer();
        rings.add(producer.ring);
        return producer;
    }

    @Override
    public void decided(
            long idHigh,
            long idLow,
            @Nullable IpAddress peer,
            List<String> addressLines,
            TenantSnapshot snapshot,
            Request request,
            Verdict verdict) {
        Producer producer = producers.get();
        double rate = 1;
        if (isDeny(verdict.evaluated())) {
            if (!denied.take(request.epochMillis())) {
                counts.overLimit();
                return;
            }
        } else if (isDeny(verdict.draft()) || isDeny(verdict.trial())) {
            if (!wouldBeDenied.take(request.epochMillis())) {
                counts.overLimit();
                return;
            }
        } else if (producer.random.nextDouble() < allows) {
            rate = allows;
        } else {
            return;
        }
        boolean isNamed = verdict.mode() != null && verdict.mode() != Mode.DISABLED;
        hand(
                producer,
                new LoggedDecision(
                        id(idHigh, idLow),
                        snapshot.state().tenant(),
                        request.epochMillis(),
                        request.client(),
                        request.channel(),
                        isNamed ? request.principal() : null,
                        verdict,
                        rate));
    }

    @Override
    public void undecided(
            long idHigh, long idLow, ClientAddress client, long epochMillis, Verdict verdict) {
        if (!undecided.take(epochMillis)) {
            counts.overLimit();
            return;
        }
        hand(
                producers.get(),
                new LoggedDecision(
                        id(idHigh, idLow), null, epochMillis, client, null, null, verdict, 1));
    }

    private static boolean isDeny(@Nullable Effect effect) {
        return effect == Effect.DENY;
    }

    private static @Nullable RequestId id(long high, long low) {
        return high == 0 && low == 0 ? null : new RequestId(high, low);
    }

    private void hand(Producer producer, LoggedDecision decision) {
        if (!producer.ring.offer(decision)) {
            counts.overflow();
        }
    }

    /** Returns the metrics of this log. */
    public List<Measurement> measure() {
        return counts.measure();
    }

    @Override
    public void close() {
        thread.close();
    }
}
