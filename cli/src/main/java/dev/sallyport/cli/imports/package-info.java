/** {@code sallyport import}: configurations of other systems, taken over. */
@NullMarked
package dev.sallyport.cli.imports;

import org.jspecify.annotations.NullMarked;
