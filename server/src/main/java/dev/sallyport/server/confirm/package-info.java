/** Confirmed commit in a running server: who watches, who counts the time, and how it is told. */
@NullMarked
package dev.sallyport.server.confirm;

import org.jspecify.annotations.NullMarked;
