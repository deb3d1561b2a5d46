/** The server program: configuration in, every module wired, two ports out. */
@NullMarked
package dev.sallyport.server;

import org.jspecify.annotations.NullMarked;
