@NullMarked
package dev.sallyport.compat.nginx;

import org.jspecify.annotations.NullMarked;
