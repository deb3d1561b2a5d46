package dev.sallyport.control.memory;

import dev.sallyport.control.audit.AuditRecord;
import dev.sallyport.control.client.ApiClient;
import dev.sallyport.control.confirm.Provisional;
import dev.sallyport.control.deployment.SwitchState;
import dev.sallyport.control.door.DoorDocument;
import dev.sallyport.control.expiry.Reminder;
import dev.sallyport.control.explain.SharedExplanation;
import dev.sallyport.control.history.RevisionNote;
import dev.sallyport.control.issuer.ExternalIssuer;
import dev.sallyport.control.list.ListId;
import dev.sallyport.control.monitor.MonitorSettings;
import dev.sallyport.control.people.SeenFrom;
import dev.sallyport.control.policy.Draft;
import dev.sallyport.control.policy.PolicyRevision;
import dev.sallyport.control.port.StoredList;
import dev.sallyport.control.tenant.Tenant;
import dev.sallyport.control.webhook.Webhook;
import dev.sallyport.control.webhook.WebhookMessage;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/* Everything there is. A transaction works on a copy, which takes the place of the original at its commit. */
final class State {

    final TreeMap<TenantId, Tenant> tenants;
    final Map<TenantId, List<PolicyRevision>> revisions;
    final Map<TenantId, Map<Long, RevisionNote>> notes;
    final TreeMap<TenantId, Provisional> provisionals;
    final Map<TenantId, Draft> drafts;
    final Map<TenantId, Long> sequences;
    final TreeMap<ListId, StoredList> lists;
    final List<MemoryLists.Replaced> replacedLists;
    final TreeMap<String, ApiClient> clients;
    final TreeMap<String, ExternalIssuer> issuers;
    final Map<TenantId, TreeMap<String, SeenFrom>> seen;
    final Map<TenantId, Map<String, Instant>> counted;
    final Map<TenantId, Instant> horizons;
    final Map<String, SharedExplanation> shared;
    final Set<TenantId> pseudonymous;
    final Map<TenantId, MonitorSettings> monitoring;
    final TreeMap<String, Webhook> webhooks;
    final TreeMap<String, WebhookMessage> webhookMessages;
    final Set<Reminder> reminders;
    final Map<TenantId, Map<String, DoorDocument>> doors;
    final Set<TenantId> modesChosen;
    final List<AuditRecord> audit;
    long lastListVersion;
    long webhookCursor;
    long webhookHead;
    List<ChannelDeclaration> channels = List.of();
    @Nullable String geoDigest;
    @Nullable SwitchState deployment;
    @Nullable DeploymentSwitch configuredSwitch;

    State() {
        tenants = new TreeMap<>();
        revisions = new HashMap<>();
        notes = new HashMap<>();
        provisionals = new TreeMap<>();
        drafts = new HashMap<>();
        sequences = new HashMap<>();
        lists = new TreeMap<>();
        replacedLists = new ArrayList<>();
        clients = new TreeMap<>();
        issuers = new TreeMap<>();
        seen = new HashMap<>();
        counted = new HashMap<>();
        horizons = new HashMap<>();
        shared = new HashMap<>();
        pseudonymous = new HashSet<>();
        monitoring = new HashMap<>();
        webhooks = new TreeMap<>();
        webhookMessages = new TreeMap<>();
        reminders = new HashSet<>();
        doors = new HashMap<>();
        modesChosen = new HashSet<>();
        audit = new ArrayList<>();
    }

    State(State original) {
        tenants = new TreeMap<>(original.tenants);
        revisions = new HashMap<>();
        original.revisions.forEach((id, list) -> revisions.put(id, new ArrayList<>(list)));
        notes = new HashMap<>();
        original.notes.forEach((id, each) -> notes.put(id, new HashMap<>(each)));
        provisionals = new TreeMap<>(original.provisionals);
        drafts = new HashMap<>(original.drafts);
        sequences = new HashMap<>(original.sequences);
        lists = new TreeMap<>(original.lists);
        replacedLists = new ArrayList<>(original.replacedLists);
        lastListVersion = original.lastListVersion;
        clients = new TreeMap<>(original.clients);
        issuers = new TreeMap<>(original.issuers);
        seen = new HashMap<>();
        original.seen.forEach((id, rows) -> seen.put(id, new TreeMap<>(rows)));
        counted = new HashMap<>();
        original.counted.forEach((id, keys) -> counted.put(id, new HashMap<>(keys)));
        horizons = new HashMap<>(original.horizons);
        shared = new HashMap<>(original.shared);
        pseudonymous = new HashSet<>(original.pseudonymous);
        monitoring = new HashMap<>(original.monitoring);
        webhooks = new TreeMap<>(original.webhooks);
        webhookMessages = new TreeMap<>(original.webhookMessages);
        webhookCursor = original.webhookCursor;
        webhookHead = original.webhookHead;
        reminders = new HashSet<>(original.reminders);
        doors = new HashMap<>(original.doors);
        modesChosen = new HashSet<>(original.modesChosen);
        audit = new ArrayList<>(original.audit);
        channels = original.channels;
        deployment = original.deployment;
        geoDigest = original.geoDigest;
        configuredSwitch = original.configuredSwitch;
    }
}
