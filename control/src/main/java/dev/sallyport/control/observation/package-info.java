/** What was observed of requests: kept, bounded, shown and erased. */
@NullMarked
package dev.sallyport.control.observation;

import org.jspecify.annotations.NullMarked;
