/** Who calls the control plane, with which scopes, from where and why. */
@NullMarked
package dev.sallyport.control.caller;

import org.jspecify.annotations.NullMarked;
