@NullMarked
package dev.sallyport.evidence.column;

import org.jspecify.annotations.NullMarked;
