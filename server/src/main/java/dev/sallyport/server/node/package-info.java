/**
 * The decision node inside the server: the compiled tenants and the thread that keeps them up to
 * date.
 */
@NullMarked
package dev.sallyport.server.node;

import org.jspecify.annotations.NullMarked;
