/** The SailPoint door, by that vendor's own clients and by what they send. */
@NullMarked
package dev.sallyport.conformance.compat.sailpoint;

import org.jspecify.annotations.NullMarked;
