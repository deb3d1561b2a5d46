package dev.sallyport.control.list;

import java.time.Instant;

/**
 * A list without its entries.
 *
 * @param id which list
 * @param version the number of its last change
 * @param description what it is for, empty if not said
 * @param entryCount how many entries it has
 * @param createdAt when it was made
 * @param updatedAt when it was last changed
 * @param users how many tenants' active policies name it
 */
public record ListSummary(
        ListId id,
        long version,
        String description,
        int entryCount,
        Instant createdAt,
        Instant updatedAt,
        long users) {}
