/** What ends: entries and rules about to expire, reviews that are due, and who is told in time. */
@NullMarked
package dev.sallyport.control.expiry;

import org.jspecify.annotations.NullMarked;
