/** The door for clients of SailPoint: routes, tokens and refusals. */
@NullMarked
package dev.sallyport.server.compat.sailpoint;

import org.jspecify.annotations.NullMarked;
