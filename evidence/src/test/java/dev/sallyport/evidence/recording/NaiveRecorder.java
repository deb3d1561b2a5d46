package dev.sallyport.evidence.recording;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.Observation;
import dev.sallyport.evidence.Outcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a recorder is to count, the obvious way: a map, and room for everything. */
final class NaiveRecorder {

    /** The key of an observation. */
    record Key(
            TenantId tenant,
            long hour,
            @Nullable IpPrefix network,
            Channel channel,
            Principal principal,
            Outcome outcome) {

        static Key of(Observation observation) {
            return new Key(
                    observation.tenant(),
                    observation.hour(),
                    observation.network(),
                    observation.channel(),
                    observation.principal(),
                    observation.outcome());
        }
    }

    /** What belongs to a key; all addresses of the newest millisecond are the newest. */
    static final class Count {
        long count;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        final Set<@Nullable IpAddress> newest = new HashSet<>();

        void add(long times, long from, long to, @Nullable IpAddress address) {
            count += times;
            first = Math.min(first, from);
            if (to > last) {
                newest.clear();
            }
            if (to >= last) {
                last = to;
                newest.add(address);
            }
        }
    }

    final Map<Key, Count> counts = new HashMap<>();

    void record(TenantId tenant, Request request, Verdict verdict) {
        boolean nobody = verdict.mode() == null || verdict.mode() == Mode.DISABLED;
        IpAddress address =
                request.client() instanceof ClientAddress.Determined known ? known.address() : null;
        long millis = request.epochMillis();
        Key key =
                new Key(
                        tenant,
                        Observation.hourOf(millis),
                        address == null ? null : Observation.networkOf(address),
                        request.channel(),
                        nobody ? Principal.ANONYMOUS : request.principal(),
                        Outcome.of(verdict));
        counts.computeIfAbsent(key, ignored -> new Count()).add(1, millis, millis, address);
    }

    void add(Observation observation) {
        counts.computeIfAbsent(Key.of(observation), ignored -> new Count())
                .add(
                        observation.count(),
                        observation.firstMillis(),
                        observation.lastMillis(),
                        observation.newest());
    }
}
