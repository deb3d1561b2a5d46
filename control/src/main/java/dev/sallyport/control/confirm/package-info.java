/**
 * Confirmed commit: a revision that goes back by itself unless somebody confirms that it works (the
 * idea of RFC 6241 section 8.4).
 */
@NullMarked
package dev.sallyport.control.confirm;

import org.jspecify.annotations.NullMarked;
