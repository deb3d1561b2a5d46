/**
 * What is odd about entries: covered, duplicate, too broad, private, reserved, expired. Reported,
 * and never changed by anybody but the people they belong to.
 */
@NullMarked
package dev.sallyport.control.finding;

import org.jspecify.annotations.NullMarked;
