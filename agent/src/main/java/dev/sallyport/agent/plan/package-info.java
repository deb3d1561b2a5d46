/** What a target should hold, from what is published and what was: pure, without clock and I/O. */
@NullMarked
package dev.sallyport.agent.plan;

import org.jspecify.annotations.NullMarked;
