/** Tests. */
@NullMarked
package dev.sallyport.agent.sync;

import org.jspecify.annotations.NullMarked;
