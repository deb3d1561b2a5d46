/** Doors for clients of other systems: what is kept for them, and how they change a policy. */
@NullMarked
package dev.sallyport.control.door;

import org.jspecify.annotations.NullMarked;
