/** The decision port: the engine behind HTTP/1.1 and gRPC on Netty. */
@NullMarked
package dev.sallyport.gate;

import org.jspecify.annotations.NullMarked;
