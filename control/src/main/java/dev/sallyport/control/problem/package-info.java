/** What can go wrong in a request, as values: one catalogue of public codes for every door. */
@NullMarked
package dev.sallyport.control.problem;

import org.jspecify.annotations.NullMarked;
