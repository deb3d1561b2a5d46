package dev.sallyport.control.whatif;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.Effect;

/* Everything a request is judged by except the address. */
record Facts(Channel channel, Principal principal) {

    static Facts of(Traffic traffic) {
        return new Facts(traffic.channel(), traffic.principal());
    }

    /** Returns these facts about nobody in particular: no rule looks at the id of a principal. */
    Facts withoutId() {
        Principal anyone =
                new Principal(
                        principal.kind(),
                        null,
                        principal.roles(),
                        principal.clientId(),
                        principal.authorizedClients());
        return new Facts(channel, anyone);
    }

    Verdict judge(TenantSnapshot snapshot, IpAddress address, long epochMillis) {
        ClientAddress client = new ClientAddress.Determined(address, ClientAddress.GIVEN);
        return snapshot.decide(new Request(client, epochMillis, channel, principal));
    }

    boolean isAllowed(TenantSnapshot snapshot, IpAddress address, long epochMillis) {
        return judge(snapshot, address, epochMillis).evaluated() == Effect.ALLOW;
    }
}
