/**
 * Entries that successful traffic of people and programs known by name would need: proposals, never
 * changes (ADR 23).
 */
@NullMarked
package dev.sallyport.evidence.recommend;

import org.jspecify.annotations.NullMarked;
