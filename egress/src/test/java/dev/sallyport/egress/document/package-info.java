/** Tests. */
@NullMarked
package dev.sallyport.egress.document;

import org.jspecify.annotations.NullMarked;
