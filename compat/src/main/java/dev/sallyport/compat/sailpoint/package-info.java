/**
 * The configuration of SailPoint's network and geography restrictions: what it means as rules of a
 * policy, and what a policy means as such a configuration.
 */
@NullMarked
package dev.sallyport.compat.sailpoint;

import org.jspecify.annotations.NullMarked;
