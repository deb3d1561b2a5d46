/** Changing a draft entry by entry: add, replace, remove, each by the id of the entry. */
@NullMarked
package dev.sallyport.control.edit;

import org.jspecify.annotations.NullMarked;
