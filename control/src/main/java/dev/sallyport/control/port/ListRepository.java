package dev.sallyport.control.port;

import dev.sallyport.control.list.ListId;
import dev.sallyport.control.list.ListSummary;
import dev.sallyport.control.list.ListUser;
import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.NetworkList;
import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * The lists, and which tenants' active policies name them. Which lists a policy names is noted when
 * it is appended as a revision.
 */
public interface ListRepository {

    /** Returns the list with the given id. */
    Optional<StoredList> find(ListId id);

    /** Returns the number of the last change of a list; 0 if there is no such list. */
    long version(ListId id);

    /**
     * Returns those of the named lists that there are, as the policy of {@code tenant} means them.
     * The same version of a list is the same object as long as somebody holds it.
     */
    Map<ListName, NetworkList> named(Set<ListName> names, TenantId tenant);

    /**
     * Returns up to {@code limit} lists in the order of their names, those behind {@code after} or
     * all.
     *
     * @param tenant whose lists, or null for the operator's
     */
    List<ListSummary> page(@Nullable TenantId tenant, @Nullable ListName after, int limit);

    /** Returns how many lists a tenant has, or the operator if {@code tenant} is null. */
    long count(@Nullable TenantId tenant);

    /**
     * Makes or replaces a list and returns it with a version that no list ever had. The version it
     * replaces is kept until it is purged.
     *
     * @param at when; it is made then, unless it is there already
     * @throws StorageException if there is no such tenant
     */
    StoredList put(ListId id, String description, NetworkList list, Instant at);

    /**
     * Removes a list, if it is there. Its last version is kept until it is purged.
     *
     * @param at when
     */
    void delete(ListId id, Instant at);

    /**
     * Returns a list as it was at an instant; empty if there was none then, or it is not kept how
     * it was.
     */
    Optional<NetworkList> at(ListId id, Instant instant);

    /**
     * Removes versions that were replaced before {@code replacedBefore}, and of every list all but
     * the newest {@code most}; returns how many that were. What the lists are now is no such
     * version.
     */
    int purgeVersions(Instant replacedBefore, int most);

    /** Returns the tenant as a user of the list, if its active policy names it. */
    Optional<ListUser> user(ListId id, TenantId tenant);

    /**
     * Returns up to {@code limit} tenants whose active policies name the list, whether or not there
     * is one, in the order of their ids, those behind {@code after} or all.
     */
    List<ListUser> users(ListId id, @Nullable TenantId after, int limit);

    /**
     * Returns the names of parts of feeds that active policies and drafts hold, in ascending order.
     */
    SortedSet<ListName> feedNames();

    /**
     * Returns the tenants whose drafts name the list while their active policies do not, in the
     * order of their ids.
     */
    List<TenantId> drafters(ListId id);
}
