/**
 * What the doors for clients of other systems share: which door a request is for, who calls, how
 * often, and that everything on a door's paths is answered in that system's own shape.
 */
@NullMarked
package dev.sallyport.server.compat;

import org.jspecify.annotations.NullMarked;
