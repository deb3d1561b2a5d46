package dev.sallyport.control.search;

import dev.sallyport.control.policy.Surroundings;
import dev.sallyport.control.port.StoredTenant;
import dev.sallyport.control.port.Transactions;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.tenant.Tenants;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * The use case that finds the entries which contain an address. Safe for use by several threads.
 */
public final class SearchEntries {

    private final Transactions transactions;
    private final Supplier<Surroundings> surroundings;

    /**
     * Searches what is behind {@code transactions}.
     *
     * @param surroundings what is loaded at the moment
     */
    public SearchEntries(Transactions transactions, Supplier<Surroundings> surroundings) {
        this.transactions = transactions;
        this.surroundings = surroundings;
    }

    /**
     * Returns the entries of a tenant's active revision, of its draft and of the lists they name
     * that contain an address or a whole prefix. An IPv4-mapped one is searched as the IPv4 it
     * stands for.
     */
    public Outcome<SearchReport> search(TenantId tenant, IpPrefix searched, Instant now) {
        return transactions
                .<Outcome<StoredTenant>>read(repositories ->
                        repositories
                                .tenants()
                                .findStored(tenant)
                                .<Outcome<StoredTenant>>map(Outcome::done)
                                .orElseGet(() -> Tenants.unknown(tenant)))
                .map(stored ->
                        EntrySearch.search(
                                stored.revision().policy(),
                                stored.draft() == null ? null : stored.draft().policy(),
                                stored.lists(),
                                surroundings.get().geoData(),
                                searched.unmapped(),
                                now));
    }
}
