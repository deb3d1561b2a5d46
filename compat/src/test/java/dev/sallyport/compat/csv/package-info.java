@NullMarked
package dev.sallyport.compat.csv;

import org.jspecify.annotations.NullMarked;
