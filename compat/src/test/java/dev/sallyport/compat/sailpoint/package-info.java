@NullMarked
package dev.sallyport.compat.sailpoint;

import org.jspecify.annotations.NullMarked;
