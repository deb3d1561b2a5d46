/**
 * The ports in memory: for tests, and for programs that keep nothing. The same contract suite as
 * for databases.
 */
@NullMarked
package dev.sallyport.control.memory;

import org.jspecify.annotations.NullMarked;
