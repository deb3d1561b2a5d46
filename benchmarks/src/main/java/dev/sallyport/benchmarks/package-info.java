/** Micro-benchmarks and load benchmarks of the engine and the decision port. */
@NullMarked
package dev.sallyport.benchmarks;

import org.jspecify.annotations.NullMarked;
