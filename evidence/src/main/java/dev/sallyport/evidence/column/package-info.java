/**
 * What was observed as columns in memory, and policies judged by it: in full, or after a change
 * only where the change can matter (ADR 22).
 */
@NullMarked
package dev.sallyport.evidence.column;

import org.jspecify.annotations.NullMarked;
