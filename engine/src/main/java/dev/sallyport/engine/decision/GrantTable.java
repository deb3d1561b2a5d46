package dev.sallyport.engine.decision;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpRange;
import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.policy.BreakGlassGrant;
import dev.sallyport.engine.policy.Exemption;
import dev.sallyport.engine.policy.SupportGrant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/*
 * The grants and exemptions of one tenant: steps 1 and 5 of semantics section 5. Immutable; nothing here applies in doubt.
 * They are few, so they are looked through; each kind in ASCII order of ids, so the first that covers is the one reported.
 */
final class GrantTable {

    static final int NONE = -1;

    private final LiveAddresses[] breakGlass;
    private final LiveCoverage[] covers;
    private final Reason[] reasons;

    GrantTable(TenantState state) {
        List<Reason> names = new ArrayList<>();
        List<LiveAddresses> glass = new ArrayList<>();
        for (BreakGlassGrant grant :
                sorted(state.breakGlassGrants(), Comparator.comparing(BreakGlassGrant::id))) {
            glass.add(new LiveAddresses(grant.addresses(), grant.life()));
            names.add(new Reason.BreakGlass(grant.id()));
        }
        List<LiveCoverage> all = new ArrayList<>();
        for (SupportGrant grant :
                sorted(state.supportGrants(), Comparator.comparing(SupportGrant::id))) {
            all.add(LiveCoverage.of(grant));
            names.add(new Reason.Granted(grant.id()));
        }
        for (Exemption exemption :
                sorted(state.exemptions(), Comparator.comparing(Exemption::id))) {
            all.add(LiveCoverage.of(exemption));
            names.add(new Reason.Exempted(exemption.id()));
        }
        breakGlass = glass.toArray(LiveAddresses[]::new);
        covers = all.toArray(LiveCoverage[]::new);
        reasons = names.toArray(Reason[]::new);
    }

    private static <T> List<T> sorted(List<T> values, Comparator<T> order) {
        return values.stream().sorted(order).toList();
    }

    /** Returns the reasons that the numbers returned below stand for. */
    Reason[] reasons() {
        return reasons;
    }

    /** Returns the number of the break-glass grant that covers, or {@link #NONE}. */
    int breakGlass(@Nullable IpAddress address, long epochMillis) {
        for (int i = 0; i < breakGlass.length; i++) {
            if (breakGlass[i].contain(address, epochMillis)) {
                return i;
            }
        }
        return NONE;
    }

    /**
     * Returns the number of the support grant, else of the exemption, that covers, or {@link
     * #NONE}.
     */
    int covering(
            @Nullable IpAddress address, long epochMillis, Channel channel, Principal principal) {
        if (!(channel instanceof Channel.Named named)) {
            return NONE;
        }
        for (int i = 0; i < covers.length; i++) {
            if (covers[i].covers(address, epochMillis, named.id(), principal)) {
                return breakGlass.length + i;
            }
        }
        return NONE;
    }

    /** Returns the addresses of each grant and exemption that is live and names some. */
    List<List<IpRange>> addresses(long epochMillis) {
        return Stream.concat(
                        Arrays.stream(breakGlass),
                        Arrays.stream(covers).map(LiveCoverage::addresses))
                .filter(addresses -> addresses.isLive(epochMillis) && !addresses.isEmpty())
                .map(LiveAddresses::ranges)
                .toList();
    }
}
