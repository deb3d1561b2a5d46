/**
 * Our own addresses as a running server publishes them: files, signatures, notices,
 * acknowledgements.
 */
@NullMarked
package dev.sallyport.server.egress;

import org.jspecify.annotations.NullMarked;
