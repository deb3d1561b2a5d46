/**
 * What tests of several packages read: shared data files and texts in a foreign character sequence.
 */
@NullMarked
package dev.sallyport.engine.testdata;

import org.jspecify.annotations.NullMarked;
