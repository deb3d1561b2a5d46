/** What revisions there were, how they differ, and what was true on another day. */
@NullMarked
package dev.sallyport.control.history;

import org.jspecify.annotations.NullMarked;
