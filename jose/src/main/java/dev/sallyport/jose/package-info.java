/**
 * Tokens that others have signed (RFC 7515, RFC 7519): the keys of their issuers, followed (RFC
 * 7517), and the verification of each token by them.
 */
@NullMarked
package dev.sallyport.jose;

import org.jspecify.annotations.NullMarked;
