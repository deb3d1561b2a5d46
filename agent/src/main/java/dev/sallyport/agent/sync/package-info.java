/** One round of fetching, verifying, planning, applying and reading back. */
@NullMarked
package dev.sallyport.agent.sync;

import org.jspecify.annotations.NullMarked;
