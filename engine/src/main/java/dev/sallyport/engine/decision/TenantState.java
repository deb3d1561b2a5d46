package dev.sallyport.engine.decision;

import dev.sallyport.engine.address.Nat64Prefix;
import dev.sallyport.engine.policy.BreakGlassGrant;
import dev.sallyport.engine.policy.Exemption;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.Policy;
import dev.sallyport.engine.policy.SupportGrant;
import dev.sallyport.engine.policy.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is true of one tenant when a request is decided, semantics section 1, as values
 * and not yet compiled. Equal sequence and equal geo edition give equal decisions.
 *
 * @param tenant the tenant
 * @param sequence the number of the last change that could alter a decision, 0 or more
 * @param revision the number of the active revision, 0 for the initial policy
 * @param policy the active revision
 * @param draft the draft that is evaluated beside it, or null
 * @param lists the lists that were ever loaded; a name that is absent was never loaded
 * @param supportGrants the tenant's support grants, live or not
 * @param exemptions the operator's exemptions, live or not
 * @param breakGlassGrants the operator's grants for this tenant, live or not
 * @param geoData countries and origins
 * @param nat64Prefixes the deployment's own prefixes that embed IPv4 addresses
 * @param deployment the switch of the whole deployment
 */
public record TenantState(
        TenantId tenant,
        long sequence,
        long revision,
        Policy policy,
        @Nullable Policy draft,
        Map<ListName, NetworkList> lists,
        List<SupportGrant> supportGrants,
        List<Exemption> exemptions,
        List<BreakGlassGrant> breakGlassGrants,
        GeoData geoData,
        List<Nat64Prefix> nat64Prefixes,
        DeploymentSwitch deployment) {

    /** Copies the collections. */
    public TenantState {
        lists = Map.copyOf(lists);
        supportGrants = List.copyOf(supportGrants);
        exemptions = List.copyOf(exemptions);
        breakGlassGrants = List.copyOf(breakGlassGrants);
        nat64Prefixes = List.copyOf(nat64Prefixes);
    }

    /** Returns this state with one list made or replaced by the change of that number. */
    public TenantState withList(NetworkList list, long changedSequence) {
        Map<ListName, NetworkList> changed = new HashMap<>(lists);
        changed.put(list.name(), list);
        return new TenantState(
                tenant,
                changedSequence,
                revision,
                policy,
                draft,
                changed,
                supportGrants,
                exemptions,
                breakGlassGrants,
                geoData,
                nat64Prefixes,
                deployment);
    }

    /** Returns this state with another policy in the place of the active one, and no draft. */
    public TenantState withPolicy(Policy other) {
        return new TenantState(
                tenant,
                sequence,
                revision,
                other,
                null,
                lists,
                supportGrants,
                exemptions,
                breakGlassGrants,
                geoData,
                nat64Prefixes,
                deployment);
    }

    /** Returns this state under another position of the deployment's switch. */
    public TenantState withDeployment(DeploymentSwitch position) {
        return new TenantState(
                tenant,
                sequence,
                revision,
                policy,
                draft,
                lists,
                supportGrants,
                exemptions,
                breakGlassGrants,
                geoData,
                nat64Prefixes,
                position);
    }

    /** Returns this state at a later sequence, with the deployment's switch at {@code position}. */
    public TenantState under(DeploymentSwitch position, long laterSequence) {
        return new TenantState(
                tenant,
                laterSequence,
                revision,
                policy,
                draft,
                lists,
                supportGrants,
                exemptions,
                breakGlassGrants,
                geoData,
                nat64Prefixes,
                position);
    }

    /** Returns the state of a tenant of which only the policy is known. */
    public static TenantState of(TenantId tenant, long sequence, long revision, Policy policy) {
        return new TenantState(
                tenant,
                sequence,
                revision,
                policy,
                null,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                GeoData.none(),
                List.of(),
                DeploymentSwitch.ENFORCE);
    }
}
