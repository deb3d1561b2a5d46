package dev.sallyport.control.port;

import dev.sallyport.control.tenant.Tenant;
import dev.sallyport.engine.host.HostName;
import dev.sallyport.engine.policy.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The tenants. */
public interface TenantRepository {

    /** Returns the tenant with the given id. */
    Optional<Tenant> find(TenantId id);

    /** Returns the tenant that has the given host. */
    Optional<TenantId> ownerOf(HostName host);

    /**
     * Returns up to {@code limit} tenants in the order of their ids, those behind {@code after} or
     * all.
     */
    List<Tenant> page(@Nullable TenantId after, int limit);

    /**
     * Hands every tenant with its active revision to {@code consumer}, one at a time, in the order
     * of the ids; one whose revision or list cannot be understood goes to {@code unreadable}.
     */
    void forEach(Consumer<? super StoredTenant> consumer, Consumer<? super Tenant> unreadable);

    /**
     * Returns the tenant with the given id together with its sequence, its active revision and the
     * lists that names.
     *
     * @throws UnreadableStateException if the revision or a list cannot be understood
     */
    Optional<StoredTenant> findStored(TenantId id);

    /** Returns how many tenants there are. */
    long count();

    /**
     * Adds a tenant.
     *
     * @throws StorageException if its id or one of its hosts is taken
     */
    void insert(Tenant tenant);

    /**
     * Replaces the members of a tenant.
     *
     * @throws StorageException if there is no such tenant or one of the hosts is another's
     */
    void update(Tenant tenant);

    /**
     * Removes a tenant with all that is its own: hosts, revisions, clients, its issuer, the people
     * seen there. Its sequence and audit records stay.
     */
    void delete(TenantId id);
}
