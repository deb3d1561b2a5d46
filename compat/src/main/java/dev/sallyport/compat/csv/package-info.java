/** Tables of addresses, as many products let them be downloaded, as a policy. */
@NullMarked
package dev.sallyport.compat.csv;

import org.jspecify.annotations.NullMarked;
