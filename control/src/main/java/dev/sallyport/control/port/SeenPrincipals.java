package dev.sallyport.control.port;

import dev.sallyport.control.people.SeenFrom;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who was seen from where. Instants are kept to the millisecond. Everything here goes with its
 * tenant.
 */
public interface SeenPrincipals {

    /** Returns what is kept of a principal in a network. */
    Optional<SeenFrom> find(TenantId tenant, PrincipalReference principal, IpPrefix network);

    /**
     * Adds what is kept of a principal in a network, or replaces it.
     *
     * @throws StorageException if there is no such tenant
     */
    void put(TenantId tenant, SeenFrom seen);

    /**
     * Returns up to {@code limit} principals with all that is kept of them, in the order of kind
     * and id, those behind {@code after} or all. What was last seen before {@code since} does not
     * count.
     */
    List<List<SeenFrom>> page(
            TenantId tenant, @Nullable PrincipalReference after, int limit, Instant since);

    /** Returns whether anybody was seen at {@code since} or later. */
    boolean anySince(TenantId tenant, Instant since);

    /** Returns whether anybody of any tenant was seen at {@code since} or later. */
    boolean anySince(Instant since);

    /**
     * Removes all that is kept of a principal and returns in how many networks it had been seen.
     */
    int forget(TenantId tenant, PrincipalReference principal);

    /**
     * Removes pairs of principal and network until {@code most} are left, and returns how many had
     * to go: first those in which nobody was ever let in, then those with a success, of each the
     * longest unseen first. Whoever guesses passwords from many addresses pushes nobody out who
     * knows theirs.
     */
    int trim(TenantId tenant, int most);

    /** Notes that a sighting is counted; returns whether it was not noted before. */
    boolean count(TenantId tenant, String key, Instant at);

    /**
     * Forgets the oldest sightings that were counted until {@code most} are left, and from then on
     * returns the newest of those forgotten as {@link #horizon}.
     */
    void trimCounted(TenantId tenant, int most);

    /** Returns up to when it is no longer known which sightings were counted; empty if of all. */
    Optional<Instant> horizon(TenantId tenant);

    /**
     * Removes what was last seen, and what was counted, before {@code instant}, of every tenant;
     * returns how much that was.
     */
    int purge(Instant instant);
}
