/** Sending messages of webhooks, by itself. */
@NullMarked
package dev.sallyport.server.webhook;

import org.jspecify.annotations.NullMarked;
