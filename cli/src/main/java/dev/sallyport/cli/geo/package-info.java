/** {@code sallyport geo}: countries and origins, from files and of a server. */
@NullMarked
package dev.sallyport.cli.geo;

import org.jspecify.annotations.NullMarked;
