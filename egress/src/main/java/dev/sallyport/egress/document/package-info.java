/** The published documents of a list, read strictly and written in one form only. */
@NullMarked
package dev.sallyport.egress.document;

import org.jspecify.annotations.NullMarked;
