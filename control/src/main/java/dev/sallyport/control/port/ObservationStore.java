package dev.sallyport.control.port;

import dev.sallyport.control.observation.ObservationExtent;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.PrincipalReference;
import dev.sallyport.engine.policy.TenantId;
import dev.sallyport.evidence.Observation;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The observations of all tenants, apart from the state of the deployment, so that neither waits
 * for the other. A tenant here is only a name: nothing checks that there is one. Cells that agree
 * in their key are one: counts add up, the first is the earliest and the last the latest, and
 * newest address, country and ASN are those of the one with the later last. What is beyond the
 * budget of a tenant is folded, and no count is lost by that. Safe for use by several threads.
 *
 * <p>Hours count from 1970-01-01T00:00:00Z.
 */
public interface ObservationStore {

    /**
     * Adds observations: all of them, or none if this throws.
     *
     * @throws StorageException if they cannot be written
     */
    void add(Iterable<Observation> observations);

    /**
     * Adds observations of a tenant unless that was done under the same key before and neither time
     * nor the removal of the tenant has made it forgotten since; returns whether they were added.
     * All of them are added together with the key, or none of them.
     *
     * @param key tells one import from others, not empty
     * @param observations all of this tenant
     * @throws StorageException if they cannot be written
     */
    boolean addOnce(TenantId tenant, String key, Iterable<Observation> observations);

    /**
     * Returns whether {@link #addOnce} has added something of a tenant under the key.
     *
     * @throws StorageException if that cannot be read
     */
    boolean wasAdded(TenantId tenant, String key);

    /**
     * Hands every cell of a tenant from one hour to another to {@code reader}, in the order of
     * hours, as they are at one moment. Nothing is held in memory but the cell at hand. What is
     * counted by the day stands in the first hour of its day.
     *
     * @param fromHour the first hour
     * @param untilHour the hour behind the last
     * @throws StorageException if they cannot be read
     */
    void read(TenantId tenant, long fromHour, long untilHour, Consumer<? super Observation> reader);

    /**
     * Returns cells of a tenant in a stable order, the newest hour first.
     *
     * @param fromHour the first hour
     * @param untilHour the hour behind the last
     * @param after where an earlier page ended, or an empty text for the beginning
     * @param limit how many at most
     * @throws IllegalArgumentException if {@code after} is none that a page ended with
     * @throws StorageException if they cannot be read
     */
    Page newest(TenantId tenant, long fromHour, long untilHour, String after, int limit);

    /**
     * Some cells.
     *
     * @param cells the cells
     * @param next where this page ends, or an empty text if there is nothing behind it
     */
    record Page(List<Observation> cells, String next) {

        /** Copies the cells. */
        public Page {
            cells = List.copyOf(cells);
        }
    }

    /**
     * Returns the cells of a tenant with the largest counts, largest first, at most {@code limit}.
     *
     * @throws StorageException if they cannot be read
     */
    List<Observation> biggest(TenantId tenant, long fromHour, long untilHour, int limit);

    /**
     * Returns what there is of a tenant.
     *
     * @throws StorageException if it cannot be read
     */
    ObservationExtent extent(TenantId tenant);

    /**
     * Removes all cells of a principal, whatever its roles and clients were, and returns how many
     * that were.
     *
     * @throws StorageException if they cannot be written
     */
    int erase(TenantId tenant, PrincipalReference principal);

    /**
     * Replaces every principal of a tenant by what {@code change} makes of it; cells that agree
     * then become one.
     *
     * @throws StorageException if they cannot be written
     */
    void rename(TenantId tenant, UnaryOperator<Principal> change);

    /**
     * Returns the tenants of which there is anything.
     *
     * @throws StorageException if it cannot be read
     */
    Set<TenantId> tenants();

    /**
     * Removes everything of a tenant.
     *
     * @throws StorageException if that cannot be written
     */
    void remove(TenantId tenant);

    /**
     * Removes all cells of hours before {@code hour}, of every tenant, and the keys of imports
     * whose cells were all older; returns how many cells that were.
     *
     * @throws StorageException if they cannot be written
     */
    int purge(long hour);
}
