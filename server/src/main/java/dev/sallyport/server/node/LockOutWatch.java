package dev.sallyport.server.node;

import dev.sallyport.control.caller.Caller;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.doctor.LockOutCheck;
import dev.sallyport.control.guard.LockOutAhead;
import dev.sallyport.control.policy.LockOutsAhead;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.client.UndeterminedCause;
import dev.sallyport.gate.Measurement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a day whether a boundary ahead locks out all admins of a tenant, and at once when the
 * doctor asks. Safe for use by several threads.
 */
public final class LockOutWatch {

    private static final Logger LOG = LoggerFactory.getLogger(LockOutWatch.class);

    private static final Duration DAY = Duration.ofHours(24);

    /* With thousands of tenants the doctor says what was found last. */
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration FRESH = Duration.ofHours(1);

    private final LockOutsAhead lockOuts;
    private final InstantSource clock;
    private volatile List<LockOutAhead> ahead = List.of();
    private volatile @Nullable Instant lookedAt;
    private volatile Duration took = Duration.ZERO;

    /** Has not looked yet. */
    public LockOutWatch(LockOutsAhead lockOuts, InstantSource clock) {
        this.lockOuts = lockOuts;
        this.clock = clock;
    }

    /** Looks if that was not done within a day; to be called every hour. */
    public void tick() {
        Instant last = lookedAt;
        if (last == null || !clock.instant().isBefore(last.plus(DAY))) {
            look();
        }
    }

    private synchronized void look() {
        Instant now = clock.instant();
        Origin origin =
                new Origin(
                        new Caller.Program(),
                        new ClientAddress.Undetermined(UndeterminedCause.PEER_UNKNOWN),
                        now,
                        "");
        ahead = List.copyOf(lockOuts.look(origin));
        lookedAt = now;
        took = Duration.between(now, clock.instant());
        for (LockOutAhead each : ahead) {
            LOG.warn(
                    "all admins of a tenant are or will be locked out; tenant={} from={}",
                    each.tenant(),
                    each.from());
        }
    }

    /** Returns what the doctor says, after looking again if that is done soon. */
    public LockOutCheck check() {
        Instant last = lookedAt;
        if (last == null
                || took.compareTo(SOON) < 0
                || !clock.instant().isBefore(last.plus(FRESH))) {
            look();
        }
        return new LockOutCheck(ahead);
    }

    /** Returns for how many tenants. */
    public List<Measurement> measure() {
        return List.of(
                new Measurement(
                        "sallyport_policies_lock_out_ahead",
                        Measurement.Kind.GAUGE,
                        "Tenants all of whose admins are denied, now or at a boundary within 90"
                                + " days.",
                        Map.of(),
                        ahead.size()));
    }
}
