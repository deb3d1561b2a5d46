package dev.sallyport.server.compat.genesys;

import dev.sallyport.control.caller.Caller;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.channel.ChannelTable;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.decision.Request;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.Effect;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.server.compat.DoorCall;
import dev.sallyport.server.web.RefusedException;
import java.util.Optional;
import java.util.Set;

/*
 * Whether the tenant's own policy lets a caller in, by the address this server knows the caller by. Calls of this door are
 * governed, as the vendor's are: semantics section 9. Operators belong to no tenant and are not.
 */
final class CallerGate {

    private static final ChannelId API = new ChannelId("api");

    private final TenantDirectory directory;

    CallerGate(TenantDirectory directory) {
        this.directory = directory;
    }

    /**
     * Returns whether a call is refused: only where what is decided is enforced. An address that
     * nobody can tell is in doubt, and doubt counts against access.
     */
    boolean refuses(DoorCall call) {
        Optional<TenantId> tenant = call.caller().ownTenant();
        TenantSnapshot snapshot = tenant.map(directory::find).orElse(null);
        if (snapshot == null) {
            return false;
        }
        if (!snapshot.isReady()) {
            throw new RefusedException(
                    ProblemCode.SERVER_UNAVAILABLE, "the tenant's policy is not known here yet");
        }
        Request request =
                new Request(
                        call.address(),
                        call.at().toEpochMilli(),
                        channel(directory.channels()),
                        principal(call.caller()));
        return snapshot.decide(request).under(directory.deployment()).enforced() == Effect.DENY;
    }

    private static Channel channel(ChannelTable channels) {
        return channels.knows(API) ? Channel.of(API) : Channel.OTHER;
    }

    /* A client of ours was made by its tenant, which authorises it by that. */
    private static Principal principal(Caller caller) {
        return switch (caller) {
            case Caller.TenantClient client ->
                    new Principal(
                            PrincipalKind.CLIENT,
                            client.clientId(),
                            Set.of(),
                            client.clientId(),
                            Set.of(client.clientId()));
            case Caller.ExternalMember member ->
                    new Principal(PrincipalKind.USER, member.subject(), Set.of(), null, null);
            case Caller.Operator ignored -> Principal.ANONYMOUS;
            case Caller.ExternalOperator ignored -> Principal.ANONYMOUS;
            case Caller.Program ignored -> Principal.ANONYMOUS;
        };
    }
}
