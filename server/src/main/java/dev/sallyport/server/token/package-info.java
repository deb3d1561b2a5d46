/**
 * The embedded issuer: access tokens for clients of the API, their secrets, and the limit on failed
 * attempts.
 */
@NullMarked
package dev.sallyport.server.token;

import org.jspecify.annotations.NullMarked;
