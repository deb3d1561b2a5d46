/** Geo data inside the server: read at the start, watched, and replaced when its files change. */
@NullMarked
package dev.sallyport.server.geo;

import org.jspecify.annotations.NullMarked;
