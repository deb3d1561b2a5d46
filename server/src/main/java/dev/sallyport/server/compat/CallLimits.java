package dev.sallyport.server.compat;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts the calls of each client in periods that begin with its first call. Safe for use by
 * several threads.
 */
final class CallLimits {

    /*
     * Only callers whose token was found good are counted, so keys are as many as clients times what a door counts apart.
     * Beyond MOST the one that has not called for longest is forgotten, and has a whole period again.
     */
    private static final int MOST = 20_000;

    private final CallRate rate;
    private final Map<String, Bucket> buckets =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                    return size() > MOST;
                }
            };

    CallLimits(CallRate rate) {
        this.rate = rate;
    }

    /** Counts one call. */
    Allowance count(String key) {
        Bucket bucket;
        synchronized (buckets) {
            bucket = buckets.computeIfAbsent(key, ignored -> fresh());
        }
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        EstimationProbe whole = bucket.estimateAbilityToConsume(rate.calls());
        return new Allowance(
                rate.calls(),
                Math.toIntExact(probe.getRemainingTokens()),
                Duration.ofNanos(whole.getNanosToWaitForRefill()),
                !probe.isConsumed());
    }

    private Bucket fresh() {
        return Bucket.builder()
                .addLimit(
                        Bandwidth.builder()
                                .capacity(rate.calls())
                                .refillIntervally(rate.calls(), rate.period())
                                .build())
                .build();
    }
}
