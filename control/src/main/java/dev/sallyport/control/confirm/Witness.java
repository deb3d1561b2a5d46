package dev.sallyport.control.confirm;

import dev.sallyport.control.caller.Caller;
import dev.sallyport.control.caller.Origin;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.PrincipalReference;
import org.jspecify.annotations.Nullable;

/**
 * By what a request of the one who published is told from others.
 *
 * @param principal as whom they use the application, or null for an operator, who does not
 * @param network from where they published, one IPv4 address or the /64 of an IPv6 address; null
 *     for an operator, or if it is not known
 */
public record Witness(@Nullable PrincipalReference principal, @Nullable IpPrefix network) {

    private static final int IPV6_SITE = 64;

    /** Nobody has to be seen. */
    public static final Witness NOBODY = new Witness(null, null);

    /** Returns by what the requests of whoever makes a change are told. */
    public static Witness of(Origin origin) {
        return switch (origin.caller()) {
            case Caller.Operator ignored -> NOBODY;
            case Caller.ExternalOperator ignored -> NOBODY;
            case Caller.Program ignored -> NOBODY;
            case Caller.TenantClient client ->
                    new Witness(
                            new PrincipalReference(PrincipalKind.CLIENT, client.clientId()),
                            network(origin.address()));
            case Caller.ExternalMember member ->
                    new Witness(
                            new PrincipalReference(PrincipalKind.USER, member.subject()),
                            network(origin.address()));
        };
    }

    private static @Nullable IpPrefix network(ClientAddress address) {
        return switch (address) {
            case ClientAddress.Determined determined -> around(determined.address());
            case ClientAddress.Undetermined ignored -> null;
        };
    }

    private static IpPrefix around(IpAddress address) {
        return address.family() == IpFamily.IPV4
                ? IpPrefix.of(address)
                : IpPrefix.around(address, IPV6_SITE);
    }

    /**
     * Returns what has to be seen before the revision can be confirmed.
     *
     * @param knowsPrincipals whether the decision nodes are told who asks
     */
    public Awaited awaited(boolean knowsPrincipals) {
        if (principal == null) {
            return new Awaited.Nothing();
        }
        if (knowsPrincipals) {
            return new Awaited.From(principal);
        }
        return network == null ? new Awaited.Impossible() : new Awaited.Within(network);
    }
}
