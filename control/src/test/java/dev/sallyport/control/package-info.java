/** Tests of the use cases, run on the ports in memory. */
@NullMarked
package dev.sallyport.control;

import org.jspecify.annotations.NullMarked;
