package dev.sallyport.control.port;

import dev.sallyport.control.list.ListId;
import dev.sallyport.engine.policy.NetworkList;
import java.time.Instant;

/**
 * A list as it is stored.
 *
 * @param id which list
 * @param version the number of its last change; no other list has or had the same
 * @param description what it is for, empty if not said
 * @param list its name and its entries
 * @param createdAt when it was made
 * @param updatedAt when it was last changed
 */
public record StoredList(
        ListId id,
        long version,
        String description,
        NetworkList list,
        Instant createdAt,
        Instant updatedAt) {

    /**
     * Returns the entity tag of this version without its quotes: another for every other version,
     * also of a list made again under the same name.
     */
    public String entityTag() {
        return Long.toString(version);
    }
}
