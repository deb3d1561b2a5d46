package dev.sallyport.control.port;

import dev.sallyport.control.egress.EgressAgent;
import dev.sallyport.control.egress.EgressCustomer;
import dev.sallyport.control.egress.EgressNotice;
import dev.sallyport.control.egress.EgressRegion;
import dev.sallyport.control.egress.Publication;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Regions, everything that was published of them, and the agents of tenants, which are gone with
 * their tenant.
 */
public interface EgressRepository {

    /** Returns the names of all regions, in ASCII order. */
    List<String> regions();

    /** Returns a region as it stands. */
    Optional<EgressRegion> find(String region);

    /**
     * Makes or replaces a region; its list has been added before.
     *
     * @throws StorageException if nothing was published under the serial of its list
     */
    void put(EgressRegion region);

    /**
     * Returns the regions of which a prefix has to go before {@code now} or a notice is due, in
     * ASCII order.
     */
    List<String> due(Instant now);

    /**
     * Adds what is published under a serial that is larger than all of the region before.
     *
     * @throws StorageException if it is not
     */
    void add(Publication publication);

    /** Returns what was published under a serial. */
    Optional<Publication> publication(String region, long serial);

    /** Returns publications below a serial without their content, the newest first. */
    List<Publication.Summary> history(String region, long below, int limit);

    /** Adds a notice. */
    void add(EgressNotice notice);

    /** Returns the notices of a region, the newest first. */
    List<EgressNotice> notices(String region, int limit);

    /** Returns the agents of a tenant, in the order of their ids. */
    List<EgressAgent> agents(TenantId tenant);

    /** Returns the agents of all tenants with a key, in the order of their tenants. */
    List<EgressAgent> agentsWith(String id);

    /** Makes or replaces an agent, known by its tenant and its id. */
    void put(EgressAgent agent);

    /** Removes an agent. */
    void delete(TenantId tenant, String id);

    /** Returns the tenants that live in a region, in the order of their ids. */
    List<EgressCustomer> customersOf(String region);

    /** Returns the agents of the tenants that live in a region, by tenant and id. */
    List<EgressAgent> agentsIn(String region);
}
