@NullMarked
package dev.sallyport.compat.imports;

import org.jspecify.annotations.NullMarked;
