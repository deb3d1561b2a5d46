/** Tenants: who they are and by which host names requests find them. */
@NullMarked
package dev.sallyport.control.tenant;

import org.jspecify.annotations.NullMarked;
