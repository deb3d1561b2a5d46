package dev.sallyport.server.confirm;

import dev.sallyport.control.confirm.Awaited;
import dev.sallyport.control.confirm.Expectation;
import dev.sallyport.control.confirm.Lookout;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.gate.DecisionListener;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Watches the decisions of this node for requests of those who published a provisional revision.
 * What counts is what the rules say, so a policy that only monitors can be confirmed as one that
 * enforces. Safe for use by several threads; a decision costs one volatile read while nobody waits.
 */
public final class ConfirmationWatch implements DecisionListener, Lookout {

    /* One request that is awaited. Decisions of several event loops may set the same field; any of their instants will do. */
    private static final class Watched {
        private static final long NOT_SEEN = Long.MIN_VALUE;

        private final Expectation expectation;
        private volatile long seenMillis = NOT_SEEN;

        Watched(Expectation expectation) {
            this.expectation = expectation;
        }

        void look(Request request, Verdict verdict) {
            if (verdict.revision() == expectation.revision()
                    && verdict.evaluated() == Effect.ALLOW
                    && seenMillis == NOT_SEEN
                    && isAwaited(request)) {
                seenMillis = request.epochMillis();
            }
        }

        private boolean isAwaited(Request request) {
            return switch (expectation.awaited()) {
                case Awaited.Nothing ignored -> false;
                case Awaited.Impossible ignored -> false;
                case Awaited.From(PrincipalReference awaited) -> {
                    Principal principal = request.principal();
                    yield principal.kind() == awaited.kind() && awaited.id().equals(principal.id());
                }
                case Awaited.Within(IpPrefix network) ->
                        request.client() instanceof ClientAddress.Determined determined
                                && network.contains(determined.address());
            };
        }
    }

    /* Null while nobody waits; never changed, only replaced. */
    private volatile @Nullable Map<TenantId, Watched> watched;

    /** Watches for nothing. */
    public ConfirmationWatch() {}

    @Override
    public void decided(
            long idHigh,
            long idLow,
            @Nullable IpAddress peer,
            List<String> addressLines,
            TenantSnapshot snapshot,
            Request request,
            Verdict verdict) {
        Map<TenantId, Watched> all = watched;
        if (all == null) {
            return;
        }
        Watched found = all.get(snapshot.state().tenant());
        if (found != null) {
            found.look(request, verdict);
        }
    }

    @Override
    public synchronized void watch(List<Expectation> expectations) {
        Map<TenantId, Watched> before = watched;
        Map<TenantId, Watched> after = new HashMap<>();
        for (Expectation expectation : expectations) {
            Watched known = before == null ? null : before.get(expectation.tenant());
            after.put(
                    expectation.tenant(),
                    known != null && known.expectation.equals(expectation)
                            ? known
                            : new Watched(expectation));
        }
        watched = after.isEmpty() ? null : after;
    }

    @Override
    public Optional<Instant> seen(TenantId tenant, long revision) {
        Map<TenantId, Watched> all = watched;
        Watched found = all == null ? null : all.get(tenant);
        if (found == null || found.expectation.revision() != revision) {
            return Optional.empty();
        }
        long millis = found.seenMillis;
        return millis == Watched.NOT_SEEN
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(millis));
    }
}
