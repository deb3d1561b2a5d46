/** The decision log by itself. */
@NullMarked
package dev.sallyport.server.decision;

import org.jspecify.annotations.NullMarked;
