/** Which country and which origin every address has, held so that a look-up is a few loads. */
@NullMarked
package dev.sallyport.engine.geo;

import org.jspecify.annotations.NullMarked;
