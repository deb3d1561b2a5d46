/** Tests. */
@NullMarked
package dev.sallyport.egress.fetch;

import org.jspecify.annotations.NullMarked;
