@NullMarked
package dev.sallyport.control.people;

import org.jspecify.annotations.NullMarked;
