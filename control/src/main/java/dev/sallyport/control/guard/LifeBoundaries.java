package dev.sallyport.control.guard;

import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.Entry;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/* The instants at which a rule or an entry of a state begins or ends, in milliseconds since 1970. */
final class LifeBoundaries {

    /** How far ahead boundaries are looked for. */
    static final Duration HORIZON = Duration.ofDays(90);

    /**
     * How many boundaries are looked at. Only a policy made for the purpose has more for one
     * address, and looking at each costs the more the longer it is.
     */
    static final int MAX_BOUNDARIES = 2_000;

    private final long now;
    private final TreeSet<Long> found = new TreeSet<>();

    private LifeBoundaries(long now) {
        this.now = now;
    }

    /** Returns {@code now} and the boundaries within the horizon behind it, in their order. */
    static List<Long> from(TenantState state, long now) {
        LifeBoundaries boundaries = new LifeBoundaries(now);
        boundaries.found.add(now);
        for (Rule rule : state.policy().rules()) {
            boundaries.add(rule.life());
            boundaries.add(rule.sources());
            boundaries.add(rule.except());
        }
        for (NetworkList list : state.lists().values()) {
            boundaries.add(list.entries());
        }
        return boundaries.found.stream().limit(MAX_BOUNDARIES).toList();
    }

    private void add(List<Entry> entries) {
        entries.forEach(entry -> add(entry.life()));
    }

    private void add(Life life) {
        if (life.enabled()) {
            add(life.notBefore());
            add(life.expiresAt());
        }
    }

    private void add(Instant instant) {
        if (instant.isAfter(Instant.ofEpochMilli(now))
                && !instant.isAfter(Instant.ofEpochMilli(now).plus(HORIZON))) {
            long floor = instant.toEpochMilli();
            found.add(Instant.ofEpochMilli(floor).equals(instant) ? floor : floor + 1);
        }
    }
}
