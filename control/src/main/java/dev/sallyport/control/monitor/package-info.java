/** What a policy that only monitors would do, and what stands against enforcing it. */
@NullMarked
package dev.sallyport.control.monitor;

import org.jspecify.annotations.NullMarked;
