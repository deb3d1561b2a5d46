@NullMarked
package dev.sallyport.control.search;

import org.jspecify.annotations.NullMarked;
