/** Documents of others, fetched over HTTP within limits. */
@NullMarked
package dev.sallyport.egress.fetch;

import org.jspecify.annotations.NullMarked;
