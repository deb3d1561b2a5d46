/** What the configurations of other systems mean here. */
@NullMarked
package dev.sallyport.compat;

import org.jspecify.annotations.NullMarked;
