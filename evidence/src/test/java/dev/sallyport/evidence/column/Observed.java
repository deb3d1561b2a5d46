package dev.sallyport.evidence.column;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.Observation;
import dev.sallyport.evidence.Outcome;
import dev.sallyport.testkit.Chance;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/* Observations of generated requests. */
final class Observed {

    static final TenantId TENANT = new TenantId("acme");

    private Observed() {}

    /** Returns an observation of one address. */
    static Observation of(IpAddress address, Channel channel, Principal principal, long count) {
        return at(500_000, Observation.networkOf(address), address, channel, principal, count);
    }

    /** Returns an observation of one hour. */
    static Observation at(
            long hour,
            @Nullable IpPrefix network,
            @Nullable IpAddress newest,
            Channel channel,
            Principal principal,
            long count) {
        long from = hour * Observation.HOUR_MILLIS;
        return new Observation(
                TENANT,
                hour,
                network,
                channel,
                principal,
                Outcome.UNDECIDED,
                newest,
                null,
                0,
                count,
                from + 1,
                from + 2);
    }

    /** Returns an observation of each request, and of some networks that hold its address. */
    static List<Observation> of(List<Request> requests, Chance chance) {
        List<Observation> observations = new ArrayList<>();
        for (Request request : requests) {
            long count = chance.between(1, 9);
            switch (request.client()) {
                case ClientAddress.Undetermined ignored ->
                        observations.add(
                                at(7, null, null, request.channel(), request.principal(), count));
                case ClientAddress.Determined determined -> {
                    IpAddress address = determined.address();
                    observations.add(of(address, request.channel(), request.principal(), count));
                    if (chance.oneIn(5)) {
                        int length =
                                address.isIpv4()
                                        ? chance.pick(24, 28, 30, 30, 31)
                                        : chance.pick(48, 48, 56, 63);
                        observations.add(
                                at(
                                        8,
                                        IpPrefix.around(address, length),
                                        null,
                                        request.channel(),
                                        request.principal(),
                                        count));
                    }
                }
            }
        }
        return observations;
    }
}
