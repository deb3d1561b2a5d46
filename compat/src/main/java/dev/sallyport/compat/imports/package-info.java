/**
 * What every reader of another system's configuration returns: a policy, and what became of each
 * entry.
 */
@NullMarked
package dev.sallyport.compat.imports;

import org.jspecify.annotations.NullMarked;
