/** Access rules and geo blocks of nginx configurations as a policy. */
@NullMarked
package dev.sallyport.compat.nginx;

import org.jspecify.annotations.NullMarked;
