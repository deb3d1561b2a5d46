package dev.sallyport.engine.decision;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.Coverage;
import dev.sallyport.engine.policy.Exemption;
import dev.sallyport.engine.policy.Life;
import dev.sallyport.engine.policy.PrincipalKind;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.SupportGrant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/* What one support grant or exemption covers and when, semantics section 5 step 5. Immutable. */
final class LiveCoverage {

    private final Set<ChannelId> channels;
    private final PrincipalReference[] principals;
    private final Set<String> clients;
    private final LiveAddresses addresses;
    private final boolean coversOther;

    private LiveCoverage(Coverage coverage, Life life, boolean coversOther) {
        channels = coverage.channels();
        principals = coverage.principals().toArray(PrincipalReference[]::new);
        clients = coverage.clients();
        addresses = new LiveAddresses(coverage.addresses(), life);
        this.coversOther = coversOther;
    }

    static LiveCoverage of(SupportGrant grant) {
        return new LiveCoverage(grant.coverage(), grant.life(), true);
    }

    static LiveCoverage of(Exemption exemption) {
        return new LiveCoverage(exemption.coverage(), exemption.life(), false);
    }

    LiveAddresses addresses() {
        return addresses;
    }

    boolean covers(
            @Nullable IpAddress address, long epochMillis, ChannelId channel, Principal principal) {
        return addresses.isLive(epochMillis)
                && (coversOther || !channel.equals(ChannelId.OTHER))
                && (channels.isEmpty() || channels.contains(channel))
                && (clients.isEmpty() || hasClient(principal))
                && (principals.length == 0 || isNamed(principal))
                && (addresses.isEmpty() || addresses.contain(address, epochMillis));
    }

    private boolean hasClient(Principal principal) {
        String client = principal.clientId();
        return client != null && clients.contains(client);
    }

    private boolean isNamed(Principal principal) {
        if (principal.kind() == PrincipalKind.ANONYMOUS) {
            return false;
        }
        for (PrincipalReference reference : principals) {
            if (reference.kind() == principal.kind() && reference.id().equals(principal.id())) {
                return true;
            }
        }
        return false;
    }
}
