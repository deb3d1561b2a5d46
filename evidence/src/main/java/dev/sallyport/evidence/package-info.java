/**
 * What was seen of requests, and what follows from it. An {@link
 * dev.sallyport.evidence.Observation} is a count of decisions that were alike.
 */
@NullMarked
package dev.sallyport.evidence;

import org.jspecify.annotations.NullMarked;
