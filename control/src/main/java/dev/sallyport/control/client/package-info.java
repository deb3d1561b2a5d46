/**
 * Clients of the API: a tenant's and the operator's, with the scopes and the hashes of their
 * secrets.
 */
@NullMarked
package dev.sallyport.control.client;

import org.jspecify.annotations.NullMarked;
