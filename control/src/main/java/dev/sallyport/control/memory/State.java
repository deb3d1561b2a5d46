package dev.sallyport.control.memory;

import dev.sallyport.control.audit.AuditRecord;
import dev.sallyport.control.client.ApiClient;
import dev.sallyport.control.list.ListId;
import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.port.StoredList;
import dev.sallyport.control.tenant.Tenant;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.policy.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/* Everything there is. A transaction works on a copy, which takes the place of the original at its commit. */
final class State {

    final TreeMap<TenantId, Tenant> tenants;
    final Map<TenantId, List<PolicyRevision>> revisions;
    final Map<TenantId, Long> sequences;
    final TreeMap<ListId, StoredList> lists;
    final TreeMap<String, ApiClient> clients;
    final List<AuditRecord> audit;
    long lastListVersion;
    List<ChannelDeclaration> channels = List.of();
    @Nullable DeploymentSwitch deployment;

    State() {
        tenants = new TreeMap<>();
        revisions = new HashMap<>();
        sequences = new HashMap<>();
        lists = new TreeMap<>();
        clients = new TreeMap<>();
        audit = new ArrayList<>();
    }

    State(State original) {
        tenants = new TreeMap<>(original.tenants);
        revisions = new HashMap<>();
        original.revisions.forEach((id, list) -> revisions.put(id, new ArrayList<>(list)));
        sequences = new HashMap<>(original.sequences);
        lists = new TreeMap<>(original.lists);
        lastListVersion = original.lastListVersion;
        clients = new TreeMap<>(original.clients);
        audit = new ArrayList<>(original.audit);
        channels = original.channels;
        deployment = original.deployment;
    }
}
