/** Asking what would be decided, without a request. */
@NullMarked
package dev.sallyport.control.check;

import org.jspecify.annotations.NullMarked;
