/** Reads MaxMind DB files into the engine's own table; the files are not needed afterwards. */
@NullMarked
package dev.sallyport.geo;

import org.jspecify.annotations.NullMarked;
