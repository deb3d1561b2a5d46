/**
 * The client address of a request: the walk over trusted proxies and forwarding headers, semantics
 * section 2.
 */
@NullMarked
package dev.sallyport.engine.client;

import org.jspecify.annotations.NullMarked;
