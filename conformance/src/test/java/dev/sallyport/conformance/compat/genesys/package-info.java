/** The clients of Genesys Cloud, unmodified, against a whole server. */
@NullMarked
package dev.sallyport.conformance.compat.genesys;

import org.jspecify.annotations.NullMarked;
