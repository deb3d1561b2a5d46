/** Tests. */
@NullMarked
package dev.sallyport.agent.plan;

import org.jspecify.annotations.NullMarked;
