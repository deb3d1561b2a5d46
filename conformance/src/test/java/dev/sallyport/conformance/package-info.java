/** The shared cases, their runners, and the rules of the house as tests. */
@NullMarked
package dev.sallyport.conformance;

import org.jspecify.annotations.NullMarked;
