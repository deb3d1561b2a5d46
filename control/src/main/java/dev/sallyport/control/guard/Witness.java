package dev.sallyport.control.guard;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.PrincipalReference;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody at one address whose access a change is judged by.
 *
 * @param kind as what
 * @param who the principal as it is known, or null if it is known by the address only
 * @param address from where
 * @param principals as whom requests are judged, at least one; locked out if denied as any of them
 * @param channel the door, or null for whoever uses any: such a witness is locked out if denied on
 *     {@code other}, or on every declared channel. Denied on some only is not locked out: doors for
 *     machines are often closed to people
 */
public record Witness(
        WitnessKind kind,
        @Nullable PrincipalReference who,
        ClientAddress address,
        List<Principal> principals,
        @Nullable Channel channel) {

    private static final Principal SOMEBODY =
            new Principal(PrincipalKind.USER, null, Set.of(), null, null);

    /** Copies the principals. */
    public Witness {
        principals = List.copyOf(principals);
        if (principals.isEmpty()) {
            throw new IllegalArgumentException("a witness who is nobody");
        }
    }

    /** Returns whoever makes a change: nobody yet, and a user without roles. */
    static Witness caller(ClientAddress address) {
        return new Witness(
                WitnessKind.CALLER, null, address, List.of(Principal.ANONYMOUS, SOMEBODY), null);
    }

    /**
     * Returns an admin, who is anonymous until signed in.
     *
     * @param signedIn as whom the admin is known
     */
    public static Witness admin(
            @Nullable PrincipalReference who, IpAddress address, Principal signedIn) {
        return new Witness(
                WitnessKind.ADMIN,
                who,
                given(address),
                List.of(Principal.ANONYMOUS, signedIn),
                null);
    }

    /** Returns a client address that was seen. */
    static ClientAddress given(IpAddress address) {
        return new ClientAddress.Determined(address, ClientAddress.GIVEN);
    }
}
