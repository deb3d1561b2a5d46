/** Issuers outside whose tokens the API takes, and what their tokens say about a caller. */
@NullMarked
package dev.sallyport.control.issuer;

import org.jspecify.annotations.NullMarked;
