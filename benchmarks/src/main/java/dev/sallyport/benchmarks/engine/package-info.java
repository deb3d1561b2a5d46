/** How long a decision takes in memory. */
@NullMarked
package dev.sallyport.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
