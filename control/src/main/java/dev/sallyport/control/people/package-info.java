/** Who was seen from where, as applications report it, and whether people are known at all. */
@NullMarked
package dev.sallyport.control.people;

import org.jspecify.annotations.NullMarked;
