/** Which entries contain an address: in a policy, in its draft, and in the lists they name. */
@NullMarked
package dev.sallyport.control.search;

import org.jspecify.annotations.NullMarked;
