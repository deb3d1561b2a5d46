/** Tests of confirmed commit in a running server. */
@NullMarked
package dev.sallyport.server.confirm;

import org.jspecify.annotations.NullMarked;
