@NullMarked
package dev.sallyport.control.caller;

import org.jspecify.annotations.NullMarked;
