/** Delivers the messages of webhooks, on threads of their own. */
@NullMarked
package dev.sallyport.server.webhook;

import org.jspecify.annotations.NullMarked;
