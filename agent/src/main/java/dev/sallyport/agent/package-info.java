/** Keeps a firewall in step with a published list. */
@NullMarked
package dev.sallyport.agent;

import org.jspecify.annotations.NullMarked;
