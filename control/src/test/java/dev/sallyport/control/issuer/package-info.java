@NullMarked
package dev.sallyport.control.issuer;

import org.jspecify.annotations.NullMarked;
