/**
 * Webhooks: who is told of what happens, what is on its way, and what could not be delivered. What
 * is told follows the audit log by number.
 */
@NullMarked
package dev.sallyport.control.webhook;

import org.jspecify.annotations.NullMarked;
