/** Tests of the documents: tables of faults, round trips, and hostile bytes in a small memory. */
@NullMarked
package dev.sallyport.document;

import org.jspecify.annotations.NullMarked;
