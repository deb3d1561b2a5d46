/** The gate behind a real nginx with the configuration that users get. */
@NullMarked
package dev.sallyport.conformance.nginx;

import org.jspecify.annotations.NullMarked;
