/** Policies: what is submitted, and what becomes of it. */
@NullMarked
package dev.sallyport.control.policy;

import org.jspecify.annotations.NullMarked;
