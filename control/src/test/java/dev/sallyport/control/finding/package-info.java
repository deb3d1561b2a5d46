@NullMarked
package dev.sallyport.control.finding;

import org.jspecify.annotations.NullMarked;
