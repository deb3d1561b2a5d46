/** Tests of doors for clients of other systems. */
@NullMarked
package dev.sallyport.control.door;

import org.jspecify.annotations.NullMarked;
