/** {@code sallyport sync}: the agent that keeps a firewall in step with a published list. */
@NullMarked
package dev.sallyport.cli.sync;

import org.jspecify.annotations.NullMarked;
