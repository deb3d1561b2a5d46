/**
 * What the use cases need from whoever keeps the state; a contract suite says what every
 * implementation does.
 */
@NullMarked
package dev.sallyport.control.port;

import org.jspecify.annotations.NullMarked;
