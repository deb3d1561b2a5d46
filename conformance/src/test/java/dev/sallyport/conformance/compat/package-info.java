/** What the tests of both doors share. */
@NullMarked
package dev.sallyport.conformance.compat;

import org.jspecify.annotations.NullMarked;
