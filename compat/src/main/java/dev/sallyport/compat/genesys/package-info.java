/**
 * What the access settings of a Genesys Cloud organisation mean here: the documents of its API, and
 * the allowed addresses as a policy and back (docs/compat-genesys.md).
 */
@NullMarked
package dev.sallyport.compat.genesys;

import org.jspecify.annotations.NullMarked;
