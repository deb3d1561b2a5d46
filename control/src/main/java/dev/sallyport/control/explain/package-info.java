/** Why a request was decided as it was, in full, for people. */
@NullMarked
package dev.sallyport.control.explain;

import org.jspecify.annotations.NullMarked;
