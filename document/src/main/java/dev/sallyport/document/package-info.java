/** Policies as JSON documents, read strictly with every fault at its pointer, and written. */
@NullMarked
package dev.sallyport.document;

import org.jspecify.annotations.NullMarked;
