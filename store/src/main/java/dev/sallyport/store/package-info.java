/** The ports of the control plane on SQL. */
@NullMarked
package dev.sallyport.store;

import org.jspecify.annotations.NullMarked;
