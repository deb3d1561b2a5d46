package dev.sallyport.engine.policy;

import dev.sallyport.engine.address.IpRange;
import java.util.List;
import java.util.Set;

/**
 * The requests that a support grant or an exemption is for, semantics section 5 step 5. All parts
 * that are not empty must hold, and at least one is not empty.
 *
 * @param channels the channels; an exemption never covers {@code other}
 * @param principals the principals
 * @param clients the client ids
 * @param addresses the client addresses; an address in doubt is in none of them
 */
public record Coverage(
        Set<ChannelId> channels,
        Set<PrincipalReference> principals,
        Set<String> clients,
        List<IpRange> addresses) {

    /**
     * Copies the parts.
     *
     * @throws IllegalArgumentException if all parts are empty
     */
    public Coverage {
        channels = Set.copyOf(channels);
        principals = Set.copyOf(principals);
        clients = Set.copyOf(clients);
        addresses = List.copyOf(addresses);
        if (channels.isEmpty()
                && principals.isEmpty()
                && clients.isEmpty()
                && addresses.isEmpty()) {
            throw new IllegalArgumentException("a coverage names at least one part");
        }
    }
}
