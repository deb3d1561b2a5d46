/**
 * What a policy would do to traffic that was seen: whom it denies, and the smallest entries that
 * would admit them. Every answer is the engine's; nothing is claimed that was not judged with the
 * changed policy.
 */
@NullMarked
package dev.sallyport.control.whatif;

import org.jspecify.annotations.NullMarked;
