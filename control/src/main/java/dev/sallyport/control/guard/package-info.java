/** What keeps people from publishing what they will regret, and what a change would do to whom. */
@NullMarked
package dev.sallyport.control.guard;

import org.jspecify.annotations.NullMarked;
