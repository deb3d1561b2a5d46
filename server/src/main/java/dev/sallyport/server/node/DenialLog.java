package dev.sallyport.server.node;

import dev.sallyport.control.denial.Denial;
import dev.sallyport.control.denial.RecentDenials;
import dev.sallyport.control.denial.RequestId;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.gate.DecisionListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The denials of the last minutes, in memory (ADR 16). Safe for use by many threads; writers never
 * wait for each other.
 *
 * <p>Each tenant has a ring of its own, so that whoever floods one tenant pushes out nothing of
 * another's. While all rings together hold the most that is kept, a ring goes round in its first
 * few places only; those every tenant always has.
 */
public final class DenialLog implements DecisionListener, RecentDenials {

    /*
     *   rings   tenant -> ring of its newest denials        who may stay
     *   index   id -> denial, four places for each          who is asked for
     *
     * INVARIANT: at most `most` denials in the places behind the first ones, whatever comes; what a ring lets go leaves the
     * index with it.
     */

    /* The places every tenant always has. */
    private static final int ALWAYS = 4;

    /* A proxy may vouch for thousands of roles; that many are not kept. */
    private static final int MOST_ROLES = 32;

    private static final int MOST_HEADER_CHARACTERS = 500;

    private final Duration kept;
    private final int perTenant;
    private final int most;
    private final TenantDirectory directory;
    private final InstantSource clock;
    private final Map<TenantId, DenialRing> rings = new ConcurrentHashMap<>();
    private final DenialRing withoutTenant;
    private final DenialIndex index;
    private final AtomicInteger count = new AtomicInteger();

    /**
     * Makes an empty log.
     *
     * @param kept how long a denial is kept
     * @param perTenant how many of one tenant at most, 1 or more
     * @param most how many of all together, 1 or more; besides, the newest few of each tenant
     * @param directory the tenants there are
     */
    public DenialLog(
            Duration kept,
            int perTenant,
            int most,
            TenantDirectory directory,
            InstantSource clock) {
        this.kept = kept;
        this.perTenant = perTenant;
        this.most = most;
        this.directory = directory;
        this.clock = clock;
        withoutTenant = new DenialRing(Math.max(perTenant, ALWAYS));
        index = new DenialIndex(most);
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
        if (verdict.evaluated() == Effect.ALLOW || (idHigh == 0 && idLow == 0)) {
            return;
        }
        TenantId tenant = snapshot.state().tenant();
        Principal principal = request.principal();
        keep(
                ring(tenant),
                new Denial(
                        new RequestId(idHigh, idLow),
                        tenant,
                        request.epochMillis(),
                        peer,
                        kept(addressLines),
                        request.client(),
                        request.channel(),
                        principal.roles().size() > MOST_ROLES ? null : principal,
                        verdict));
    }

    @Override
    public void undecided(
            long idHigh, long idLow, ClientAddress client, long epochMillis, Verdict verdict) {
        if (idHigh == 0 && idLow == 0) {
            return;
        }
        keep(
                withoutTenant,
                new Denial(
                        new RequestId(idHigh, idLow),
                        null,
                        epochMillis,
                        null,
                        List.of(),
                        client,
                        null,
                        null,
                        verdict));
    }

    /* Headers that only an attacker sends are not worth their memory. */
    private static List<String> kept(List<String> addressLines) {
        int length = 0;
        for (String line : addressLines) {
            length += line.length();
        }
        return length > MOST_HEADER_CHARACTERS ? List.of() : addressLines;
    }

    private DenialRing ring(TenantId tenant) {
        DenialRing ring = rings.get(tenant);
        if (ring != null) {
            return ring;
        }
        DenialRing fresh = new DenialRing(Math.max(perTenant, ALWAYS));
        DenialRing other = rings.putIfAbsent(tenant, fresh);
        return other == null ? fresh : other;
    }

    private void keep(DenialRing ring, Denial denial) {
        int places = count.get() < most ? perTenant : Math.min(perTenant, ALWAYS);
        Denial before = ring.put(denial, places);
        if (before == null) {
            count.incrementAndGet();
        } else {
            index.remove(before);
        }
        index.put(denial);
    }

    @Override
    public Optional<Denial> find(RequestId id) {
        return index.find(id).filter(this::isFresh);
    }

    private boolean isFresh(Denial denial) {
        return clock.millis() - denial.epochMillis() <= kept.toMillis();
    }

    /**
     * Forgets what is too old and what belongs to tenants that are gone; to be called every few
     * seconds by one thread.
     */
    public void tick() {
        long oldest = clock.millis() - kept.toMillis();
        forget(withoutTenant, oldest);
        rings.forEach((tenant, ring) -> {
            boolean isGone = directory.find(tenant) == null;
            forget(ring, isGone ? Long.MAX_VALUE : oldest);
            if (isGone) {
                rings.remove(tenant, ring);
            }
        });
    }

    private void forget(DenialRing ring, long before) {
        ring.forget(
                before,
                denial -> {
                    index.remove(denial);
                    count.decrementAndGet();
                });
    }

    /** Returns how many denials are kept. */
    public int size() {
        return count.get();
    }
}
