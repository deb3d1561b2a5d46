/** Requests that were denied lately, for whoever is asked why. */
@NullMarked
package dev.sallyport.control.denial;

import org.jspecify.annotations.NullMarked;
