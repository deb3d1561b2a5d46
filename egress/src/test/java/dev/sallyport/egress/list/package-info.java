/** Tests. */
@NullMarked
package dev.sallyport.egress.list;

import org.jspecify.annotations.NullMarked;
