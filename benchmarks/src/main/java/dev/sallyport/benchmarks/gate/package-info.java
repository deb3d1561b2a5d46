/** What a decision costs at the decision port. */
@NullMarked
package dev.sallyport.benchmarks.gate;

import org.jspecify.annotations.NullMarked;
