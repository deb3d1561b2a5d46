@NullMarked
package dev.sallyport.control.expiry;

import org.jspecify.annotations.NullMarked;
