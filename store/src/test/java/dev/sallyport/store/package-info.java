/**
 * Tests of the store: one contract suite for every implementation of the ports, and what only files
 * can suffer.
 */
@NullMarked
package dev.sallyport.store;

import org.jspecify.annotations.NullMarked;
