/** Tests. */
@NullMarked
package dev.sallyport.egress.signature;

import org.jspecify.annotations.NullMarked;
