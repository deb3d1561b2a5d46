/** How fast the offline what-if reads a log. */
@NullMarked
package dev.sallyport.benchmarks.whatif;

import org.jspecify.annotations.NullMarked;
