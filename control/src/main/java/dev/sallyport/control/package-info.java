/** Use cases of the control plane and the ports they need; no framework, no clock of its own. */
@NullMarked
package dev.sallyport.control;

import org.jspecify.annotations.NullMarked;
