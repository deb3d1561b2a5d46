/** Tests of the oracle's own readings, by examples that can be checked by eye. */
@NullMarked
package dev.sallyport.testkit;

import org.jspecify.annotations.NullMarked;
