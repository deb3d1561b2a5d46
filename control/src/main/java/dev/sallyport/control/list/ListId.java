package dev.sallyport.control.list;

import dev.sallyport.engine.policy.ListName;
import dev.sallyport.engine.policy.TenantId;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Which list is meant: the name alone says it only inside one tenant. Ordered by name, then by
 * tenant.
 *
 * @param tenant the tenant whose list it is, or null if it is nobody's own
 * @param name the name by which policies refer to it
 */
public record ListId(@Nullable TenantId tenant, ListName name) implements Comparable<ListId> {

    private static final Comparator<ListId> ORDER =
            Comparator.comparing(ListId::name)
                    .thenComparing(
                            ListId::tenant, Comparator.nullsFirst(Comparator.naturalOrder()));

    /**
     * Checks that tenant and name go together.
     *
     * @throws IllegalArgumentException if a tenant's own name comes without a tenant, or another
     *     one with a tenant
     */
    public ListId {
        if (name.isOwn() != (tenant != null)) {
            throw new IllegalArgumentException("the name of the list does not suit its owner");
        }
    }

    /** Returns the list that {@code name} means in the policy of {@code tenant}. */
    public static ListId named(ListName name, TenantId tenant) {
        return new ListId(name.isOwn() ? tenant : null, name);
    }

    @Override
    public int compareTo(ListId other) {
        return ORDER.compare(this, other);
    }

    /** Returns the name, which says nothing about the tenant. */
    @Override
    public String toString() {
        return name.value();
    }
}
