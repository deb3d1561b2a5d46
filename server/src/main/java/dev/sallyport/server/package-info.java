/** The server program: the doors over HTTP, their configuration and the wiring of all modules. */
@NullMarked
package dev.sallyport.server;

import org.jspecify.annotations.NullMarked;
