package dev.sallyport.control.geo;

import dev.sallyport.control.caller.Origin;
import dev.sallyport.control.guard.StrandedAdmins;
import dev.sallyport.control.guard.WitnessSource;
import dev.sallyport.control.guard.Witnesses;
import dev.sallyport.control.policy.Surroundings;
import dev.sallyport.control.port.Repositories;
import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.decision.TenantState;
import dev.sallyport.engine.policy.TenantId;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the tenants all of whose admins other geo data would lock out. Reads every policy; what is
 * judged are those that enforce and name countries or origins. Safe for use by several threads.
 */
public final class GeoLockOuts {

    /* What the gate observed is read for the first of them only. */
    private static final int MOST_OBSERVED = 50;

    private final Transactions transactions;
    private final WitnessSource witnesses;

    /** Looks at the tenants behind {@code transactions}. */
    public GeoLockOuts(Transactions transactions, WitnessSource witnesses) {
        this.transactions = transactions;
        this.witnesses = witnesses;
    }

    /**
     * Returns those tenants, in the order of their ids.
     *
     * @param before what is loaded
     * @param after what would be
     * @param origin when it is looked at
     */
    public List<TenantId> find(Surroundings before, Surroundings after, Origin origin) {
        List<TenantId> found = new ArrayList<>();
        boolean _ =
                transactions.<Boolean>read(repositories -> {
                    List<ChannelDeclaration> channels = repositories.channels().all();
                    int[] judged = {0};
                    repositories
                            .tenants()
                            .forEach(
                                    stored -> {
                                        TenantState state = before.judging(stored, stored.lists());
                                        if (StrandedAdmins.dependOnGeoData(state)
                                                && StrandedAdmins.are(
                                                        state,
                                                        after.judging(stored, stored.lists()),
                                                        channels,
                                                        seen(
                                                                repositories,
                                                                stored,
                                                                judged[0]++,
                                                                origin),
                                                        origin)) {
                                            found.add(stored.tenant().id());
                                        }
                                    },
                                    unreadable -> {});
                    return true;
                });
        return found;
    }

    private Witnesses seen(
            Repositories repositories, StoredTenant stored, int judgedBefore, Origin origin) {
        TenantId tenant = stored.tenant().id();
        return judgedBefore < MOST_OBSERVED
                ? witnesses.of(repositories, tenant, origin.at())
                : witnesses.atHand(repositories, tenant, origin.at());
    }
}
