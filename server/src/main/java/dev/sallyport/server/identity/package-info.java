/**
 * Who asks the gate, by the application's own tokens: claims read as principals, and their keys.
 */
@NullMarked
package dev.sallyport.server.identity;

import org.jspecify.annotations.NullMarked;
