@NullMarked
package dev.sallyport.compat.okta;

import org.jspecify.annotations.NullMarked;
