/** Tests of the server through its ports, as a caller and a proxy see it. */
@NullMarked
package dev.sallyport.server;

import org.jspecify.annotations.NullMarked;
