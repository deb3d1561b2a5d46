/**
 * Channels, the doors of an application, and how a request path chooses one, semantics section 8.
 */
@NullMarked
package dev.sallyport.engine.channel;

import org.jspecify.annotations.NullMarked;
