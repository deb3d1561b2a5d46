/** Signatures under published documents, and the keys of those who sign (RFC 7515, RFC 8037). */
@NullMarked
package dev.sallyport.egress.signature;

import org.jspecify.annotations.NullMarked;
