/** Tests. */
@NullMarked
package dev.sallyport.agent.target;

import org.jspecify.annotations.NullMarked;
