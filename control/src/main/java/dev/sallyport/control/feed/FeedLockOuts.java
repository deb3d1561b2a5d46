package dev.sallyport.control.feed;

import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.guard.StrandedAdmins;
import dev.sallyport.control.guard.WitnessSource;
import dev.sallyport.control.guard.Witnesses;
import dev.sallyport.control.list.ListId;
import dev.sallyport.control.list.ListUser;
import dev.sallyport.control.policy.Surroundings;
import dev.sallyport.control.port.FeedCatalog;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.port.UnreadableStateException;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.Mode;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tenants all of whose admins another edition of a feed would lock out. What is judged
 * are those that enforce and whose active policy names a list that would be another. Safe for use
 * by several threads.
 */
public final class FeedLockOuts {

    private static final int PAGE = 500;

    /* What the gate observed is read for the first of them only. */
    private static final int MOST_OBSERVED = 50;

    private final Transactions transactions;
    private final WitnessSource witnesses;
    private final Supplier<Surroundings> surroundings;

    /** Looks at the tenants behind {@code transactions}. */
    public FeedLockOuts(
            Transactions transactions,
            WitnessSource witnesses,
            Supplier<Surroundings> surroundings) {
        this.transactions = transactions;
        this.witnesses = witnesses;
        this.surroundings = surroundings;
    }

    /**
     * Returns those tenants, in the order of their ids.
     *
     * @param provider the provider of the feed
     * @param before the lists as they are
     * @param after the lists as they would be
     * @param origin when it is looked at
     */
    public List<TenantId> find(
            String provider, FeedCatalog before, FeedCatalog after, Origin origin) {
        return transactions.read(repositories -> {
            Map<ListName, NetworkList> changed = changed(repositories, provider, before, after);
            List<ChannelDeclaration> channels = repositories.channels().all();
            List<TenantId> found = new ArrayList<>();
            int judged = 0;
            for (TenantId tenant : users(repositories, changed.keySet())) {
                StoredTenant stored = readable(repositories, tenant);
                if (stored == null || stored.revision().policy().mode() != Mode.ENFORCE) {
                    continue;
                }
                TenantState state = surroundings.get().judging(stored, stored.lists());
                Map<ListName, NetworkList> lists = new HashMap<>(stored.lists());
                changed.forEach((name, list) -> {
                    if (stored.revision().policy().listNames().contains(name)) {
                        lists.put(name, list);
                    }
                });
                Witnesses seen =
                        judged++ < MOST_OBSERVED
                                ? witnesses.of(repositories, tenant, origin.at())
                                : witnesses.atHand(repositories, tenant, origin.at());
                if (StrandedAdmins.are(
                        state, surroundings.get().judging(stored, lists), channels, seen, origin)) {
                    found.add(tenant);
                }
            }
            return found;
        });
    }

    private static Map<ListName, NetworkList> changed(
            Repositories repositories, String provider, FeedCatalog before, FeedCatalog after) {
        Map<ListName, NetworkList> changed = new HashMap<>();
        for (ListName name : repositories.lists().feedNames()) {
            if (!FeedNames.isOf(name, provider)) {
                continue;
            }
            NetworkList now = before.find(name).map(FeedCatalog.Edition::list).orElse(null);
            NetworkList then =
                    after.find(name)
                            .map(FeedCatalog.Edition::list)
                            .orElseGet(() -> new NetworkList(name, List.of()));
            // A list that never was loaded becomes one that is, which takes nothing from anybody.
            if (now != null && !now.entries().equals(then.entries())) {
                changed.put(name, then);
            }
        }
        return changed;
    }

    private static Set<TenantId> users(Repositories repositories, Set<ListName> names) {
        Set<TenantId> tenants = new TreeSet<>();
        for (ListName name : names) {
            ListId id = new ListId(null, name);
            List<ListUser> users = repositories.lists().users(id, null, PAGE);
            while (!users.isEmpty()) {
                users.forEach(user -> tenants.add(user.tenant()));
                users = repositories.lists().users(id, users.getLast().tenant(), PAGE);
            }
        }
        return tenants;
    }

    private static @Nullable StoredTenant readable(Repositories repositories, TenantId tenant) {
        try {
            return repositories.tenants().findStored(tenant).orElse(null);
        } catch (UnreadableStateException leftOut) {
            // Nobody knows what such a tenant's rules are; it is not decided by them either.
            return null;
        }
    }
}
