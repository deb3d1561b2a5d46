package dev.sallyport.control.guard;

import dev.sallyport.engine.address.EmbeddedIpv4;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpSet;
import dev.sallyport.engine.address.Nat64Prefix;
import dev.sallyport.engine.client.ClientAddress;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Source;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is different in a list that is changed, so that of the thousands of tenants that may name it
 * only those are looked at who can feel it. Immutable.
 */
public final class ListDifference {

    private final IpSet addresses;
    private final boolean isEverywhere;
    private final boolean isEmpty;
    private final EmbeddedIpv4 embedded;

    /**
     * Compares a list with what it was.
     *
     * @param before what it was, or null if there was none
     * @param nat64Prefixes the deployment's own prefixes that embed IPv4 addresses
     */
    public ListDifference(
            @Nullable NetworkList before, NetworkList after, List<Nat64Prefix> nat64Prefixes) {
        Set<Narrowing.Term> changed = new HashSet<>(Narrowing.Term.of(after.entries()));
        Set<Narrowing.Term> former =
                before == null ? Set.of() : Narrowing.Term.of(before.entries());
        Set<Narrowing.Term> gone = new HashSet<>(former);
        gone.removeAll(changed);
        changed.removeAll(former);
        changed.addAll(gone);
        IpSet.Builder builder = IpSet.builder();
        boolean general = before == null;
        for (Narrowing.Term term : changed) {
            switch (term.source()) {
                case Source.Network(var prefix) -> builder.add(prefix);
                case Source.Range(var range) -> builder.add(range);
                case Source.Country ignored -> general = true;
                case Source.Asn ignored -> general = true;
                case Source.ListReference ignored -> general = true;
                case Source.Any ignored -> general = true;
            }
        }
        addresses = builder.build();
        isEverywhere = general;
        isEmpty = changed.isEmpty() && before != null;
        embedded = new EmbeddedIpv4(nat64Prefixes);
    }

    /** Returns whether the list matches the same as before, always. */
    public boolean isEmpty() {
        return isEmpty;
    }

    /** Returns whether decisions on any of them can be others than before. */
    public boolean concerns(Witnesses witnesses) {
        return witnesses.all().stream().anyMatch(witness -> concerns(witness.address()));
    }

    private boolean concerns(ClientAddress client) {
        return switch (client) {
            case ClientAddress.Undetermined ignored -> true;
            case ClientAddress.Determined(IpAddress address, var _) ->
                    isEverywhere || addresses.contains(address) || embedded.next(address, 0) >= 0;
        };
    }
}
