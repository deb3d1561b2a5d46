/** Advice about the set-up: small checks of what was seen and configured, each with its remedy. */
@NullMarked
package dev.sallyport.control.doctor;

import org.jspecify.annotations.NullMarked;
