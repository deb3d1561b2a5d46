/** What there is once for the whole deployment. */
@NullMarked
package dev.sallyport.control.deployment;

import org.jspecify.annotations.NullMarked;
