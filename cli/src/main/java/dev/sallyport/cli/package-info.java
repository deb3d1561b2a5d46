/** The commands a person types, offline and against the public API. */
@NullMarked
package dev.sallyport.cli;

import org.jspecify.annotations.NullMarked;
