package dev.sallyport.server.node;

import dev.sallyport.control.policy.Surroundings;
import dev.sallyport.control.port.Change;
import dev.sallyport.control.port.ChangeListener;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.engine.channel.ChannelTable;
import dev.sallyport.engine.decision.DeploymentSwitch;
import dev.sallyport.engine.decision.TenantDirectory;
import dev.sallyport.engine.decision.TenantSnapshot;
import dev.sallyport.engine.host.HostName;
import dev.sallyport.engine.policy.TenantId;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a directory of compiled tenants equal to what is stored: all of them at the start,
 * afterwards whatever a committed change concerns. A change is in force when the call that made it
 * is answered. Safe for use by several threads.
 */
public final class DirectoryKeeper implements ChangeListener {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryKeeper.class);

    private final Transactions transactions;
    private final Supplier<Surroundings> surroundings;
    private final TenantDirectory directory;
    private final Clock clock;

    /* Tenants whose newest state could not be put in force; tried again every second. */
    private final Set<TenantId> behind = ConcurrentHashMap.newKeySet();
    private volatile boolean everythingBehind;

    /** Keeps {@code directory}. */
    public DirectoryKeeper(
            Transactions transactions,
            Supplier<Surroundings> surroundings,
            TenantDirectory directory,
            Clock clock) {
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
            directory.deployment(deployment);
            directory.channels(new ChannelTable(repositories.channels().all()));
            repositories.tenants().forEach(stored -> publish(stored, deployment));
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
            case Change.TenantDeleted(TenantId tenant, long ignored) -> directory.remove(tenant);
            case Change.ChannelsReplaced() ->
                    directory.channels(
                            new ChannelTable(
                                    transactions.read(
                                            repositories -> repositories.channels().all())));
            case Change.DeploymentSwitched() -> loadAll();
        }
    }

    private void note(Change change) {
        switch (change) {
            case Change.TenantChanged(TenantId tenant, long ignored) -> behind.add(tenant);
            case Change.TenantDeleted(TenantId tenant, long ignored) -> behind.add(tenant);
            case Change.ChannelsReplaced() -> everythingBehind = true;
            case Change.DeploymentSwitched() -> everythingBehind = true;
        }
    }

    private void reload(TenantId tenant) {
        record Found(Optional<StoredTenant> stored, DeploymentSwitch deployment) {}
        Found found =
                transactions.read(repositories ->
                        new Found(
                                repositories.tenants().findStored(tenant),
                                deployment(repositories)));
        if (found.stored().isPresent()) {
            publish(found.stored().get(), found.deployment());
        } else {
            directory.remove(tenant);
        }
    }

    private void publish(StoredTenant stored, DeploymentSwitch deployment) {
        TenantSnapshot snapshot =
                TenantSnapshot.compile(
                        surroundings.get().stateOf(stored, deployment), clock.millis());
        directory.publish(
                snapshot,
                stored.tenant().hosts().stream().map(HostName::value).collect(Collectors.toSet()));
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
    }

    /** Returns whether everything committed is in force. */
    public boolean isUpToDate() {
        return behind.isEmpty() && !everythingBehind;
    }
}
