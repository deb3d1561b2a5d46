/**
 * Policies: what is submitted, what becomes of it, and the refusals that keep people from hurting
 * themselves.
 */
@NullMarked
package dev.sallyport.control.policy;

import org.jspecify.annotations.NullMarked;
