/** Tests of the Genesys documents and of their translation. */
@NullMarked
package dev.sallyport.compat.genesys;

import org.jspecify.annotations.NullMarked;
