package dev.sallyport.control.edit;

import dev.sallyport.control.policy.Draft;

/**
 * What came of changing one entry.
 *
 * @param draft the draft as it is now
 * @param entry the entry, under the id it has now
 */
public record EditedEntry(Draft draft, PlacedEntry entry) {}
