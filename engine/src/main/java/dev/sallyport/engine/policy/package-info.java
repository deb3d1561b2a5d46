/**
 * What a tenant wrote: policies, rules, entries, sources, lists, grants and exemptions, as
 * immutable values.
 */
@NullMarked
package dev.sallyport.engine.policy;

import org.jspecify.annotations.NullMarked;
