@NullMarked
package dev.sallyport.jose;

import org.jspecify.annotations.NullMarked;
