/** Counting, compared with something obvious, and under floods. */
@NullMarked
package dev.sallyport.evidence.recording;

import org.jspecify.annotations.NullMarked;
