package dev.sallyport.server.node;

import dev.sallyport.control.list.ListId;
import dev.sallyport.control.list.ListUser;
import dev.sallyport.control.policy.Surroundings;
import dev.sallyport.control.port.Change;
import dev.sallyport.control.port.ChangeListener;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.StoredList;
import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.port.UnreadableStateException;
import dev.sallyport.control.tenant.Tenant;
import dev.sallyport.engine.channel.ChannelTable;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.ListTables;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.host.HostName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.TenantId;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a directory of compiled tenants equal to what is stored: all of them at the start,
 * afterwards whatever a committed change concerns. The switch of the deployment is not its business
 * but {@link DeploymentControl}'s. A change is in force when the call that made it is answered.
 * Safe for use by several threads.
 */
public final class DirectoryKeeper implements ChangeListener {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryKeeper.class);

    private static final int PAGE = 500;
    private static final int RETRY_SECONDS = 60;

    private final Transactions transactions;
    private final Supplier<Surroundings> surroundings;
    private final TenantDirectory directory;
    private final Contacts contacts;
    private final Clock clock;
    private final ListTables tables = new ListTables();

    /* Tenants whose newest state could not be put in force; tried again every second. */
    private final Set<TenantId> behind = ConcurrentHashMap.newKeySet();
    private volatile boolean everythingBehind;

    /* Tenants of which something that is stored cannot be understood; tried again every minute. */
    private final Set<TenantId> leftOut = ConcurrentHashMap.newKeySet();
    private int seconds;

    /** Keeps {@code directory} and {@code contacts}. */
    public DirectoryKeeper(
            Transactions transactions,
            Supplier<Surroundings> surroundings,
            TenantDirectory directory,
            Contacts contacts,
            Clock clock) {
        this.contacts = contacts;
        this.transactions = transactions;
        this.surroundings = surroundings;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Loads every tenant, follows the changes from then on and states that the directory is ready;
     * called once.
     */
    public void start() {
        transactions.addListener(this);
        loadAll();
        directory.markReady();
    }

    private void loadAll() {
        transactions.read(repositories -> {
            DeploymentSwitch deployment = deployment(repositories);
            directory.channels(new ChannelTable(repositories.channels().all()));
            repositories
                    .tenants()
                    .forEach(
                            stored -> publish(stored, deployment),
                            tenant -> leaveOut(tenant, deployment));
            return directory.size();
        });
    }

    @Override
    public synchronized void committed(Change change) {
        try {
            apply(change);
        } catch (RuntimeException failure) {
            note(change);
            LOG.error("a committed change could not be put in force; trying again", failure);
        }
    }

    private void apply(Change change) {
        switch (change) {
            case Change.TenantChanged(TenantId tenant, long ignored) -> reload(tenant);
            case Change.TenantDeleted(TenantId tenant, long ignored) -> {
                directory.remove(tenant);
                contacts.gone(tenant);
                leftOut.remove(tenant);
            }
            case Change.ListChanged(ListId list) -> reloadUsers(list);
            case Change.ChannelsReplaced() ->
                    directory.channels(
                            new ChannelTable(
                                    transactions.read(
                                            repositories -> repositories.channels().all())));
            case Change.DeploymentSwitched() -> relabel();
            // The lists that are others by it follow one by one.
            case Change.FeedReplaced(String ignored) -> {}
            case Change.GeoReplaced() -> loadAll();
            case Change.EgressChanged(String ignored) -> {}
        }
    }

    /* What is decided stays as it is; only the numbers under which it is decided advance. */
    private void relabel() {
        boolean _ =
                transactions.read(repositories -> {
                    directory.turned(deployment(repositories), repositories.sequences().all());
                    return true;
                });
    }

    private void note(Change change) {
        switch (change) {
            case Change.TenantChanged(TenantId tenant, long ignored) -> behind.add(tenant);
            case Change.TenantDeleted(TenantId tenant, long ignored) -> behind.add(tenant);
            case Change.ListChanged(ListId ignored) -> everythingBehind = true;
            case Change.ChannelsReplaced() -> everythingBehind = true;
            case Change.DeploymentSwitched() -> everythingBehind = true;
            case Change.FeedReplaced(String ignored) -> {}
            case Change.GeoReplaced() -> everythingBehind = true;
            case Change.EgressChanged(String ignored) -> {}
        }
    }

    private void reload(TenantId tenant) {
        boolean _ =
                transactions.read(repositories -> {
                    reload(repositories, tenant, deployment(repositories));
                    return true;
                });
    }

    private void reload(Repositories repositories, TenantId tenant, DeploymentSwitch deployment) {
        try {
            StoredTenant stored = repositories.tenants().findStored(tenant).orElse(null);
            if (stored == null) {
                directory.remove(tenant);
                contacts.gone(tenant);
                leftOut.remove(tenant);
            } else {
                publish(stored, deployment);
            }
        } catch (UnreadableStateException unreadable) {
            repositories.tenants().find(tenant).ifPresent(found -> leaveOut(found, deployment));
        }
    }

    /*
     * A change of a list that many name: their policies are not read and parsed once more, where what is in force is what was
     * true before this very change.
     */
    private void reloadUsers(ListId id) {
        boolean _ =
                transactions.read(repositories -> {
                    DeploymentSwitch deployment = deployment(repositories);
                    NetworkList list = readable(repositories, id);
                    List<ListUser> users = repositories.lists().users(id, null, PAGE);
                    while (!users.isEmpty()) {
                        for (ListUser user : users) {
                            if (list == null || !replaced(user, list)) {
                                reload(repositories, user.tenant(), deployment);
                            }
                        }
                        users = repositories.lists().users(id, users.getLast().tenant(), PAGE);
                    }
                    for (TenantId drafter : repositories.lists().drafters(id)) {
                        reload(repositories, drafter, deployment);
                    }
                    return true;
                });
    }

    private static @Nullable NetworkList readable(Repositories repositories, ListId id) {
        try {
            return repositories.lists().find(id).map(StoredList::list).orElse(null);
        } catch (UnreadableStateException unreadable) {
            return null;
        }
    }

    private boolean replaced(ListUser user, NetworkList list) {
        TenantSnapshot held = directory.find(user.tenant());
        if (held == null
                || !held.isReady()
                || held.state().revision() != user.revision()
                || held.state().sequence() != user.sequence() - 1) {
            return false;
        }
        directory.replace(
                TenantSnapshot.compile(
                        held.state().withList(list, user.sequence()), tables, clock.millis()));
        return true;
    }

    /*
     * What is stored of the tenant cannot be understood. Its last good snapshot goes on deciding, under the switch as it stands;
     * without one every request is denied. The others are not concerned. ADR 11
     */
    private void leaveOut(Tenant tenant, DeploymentSwitch deployment) {
        TenantSnapshot held = directory.find(tenant.id());
        TenantSnapshot standing =
                held == null || !held.isReady()
                        ? TenantSnapshot.notReady(tenant.id(), deployment)
                        : TenantSnapshot.compile(
                                held.state().withDeployment(deployment), tables, clock.millis());
        directory.publish(standing, hosts(tenant));
        if (leftOut.add(tenant.id())) {
            LOG.error(
                    "what is stored of tenant {} cannot be understood; {}; put back a copy of the data folder",
                    tenant.id(),
                    standing.isReady()
                            ? "its last good policy goes on deciding"
                            : "its requests are denied as not-ready");
        }
    }

    private void publish(StoredTenant stored, DeploymentSwitch deployment) {
        TenantSnapshot snapshot =
                TenantSnapshot.compile(
                        surroundings.get().stateOf(stored, deployment), tables, clock.millis());
        directory.publish(snapshot, hosts(stored.tenant()));
        contacts.loaded(stored.tenant());
        if (leftOut.remove(stored.tenant().id())) {
            LOG.info("tenant {} can be understood again", stored.tenant().id());
        }
    }

    private static Set<String> hosts(Tenant tenant) {
        return tenant.hosts().stream().map(HostName::value).collect(Collectors.toSet());
    }

    private static DeploymentSwitch deployment(Repositories repositories) {
        return repositories.deployment().deploymentSwitch().orElse(DeploymentSwitch.ENFORCE);
    }

    /**
     * Gets every snapshot ready for the present and tries again what failed; to be called every
     * second.
     */
    public void tick() {
        directory.advance(clock.millis());
        catchUp();
    }

    private synchronized void catchUp() {
        if (everythingBehind) {
            loadAll();
            everythingBehind = false;
        }
        for (TenantId tenant : Set.copyOf(behind)) {
            reload(tenant);
            behind.remove(tenant);
        }
        if (++seconds % RETRY_SECONDS == 0) {
            Set.copyOf(leftOut).forEach(this::reload);
        }
    }

    /**
     * Returns whether everything committed is in force, but for tenants that are {@link #leftOut}.
     */
    public boolean isUpToDate() {
        return behind.isEmpty() && !everythingBehind;
    }

    /**
     * Returns the tenants of which something that is stored cannot be understood. They are decided
     * by their last good snapshot, or denied if there never was one.
     */
    public Set<TenantId> leftOut() {
        return Set.copyOf(leftOut);
    }
}
