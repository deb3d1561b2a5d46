/** Host names, by which a request names its tenant. */
@NullMarked
package dev.sallyport.engine.host;

import org.jspecify.annotations.NullMarked;
