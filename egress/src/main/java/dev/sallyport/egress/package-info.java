/**
 * Lists of addresses that somebody calls from: ours as they are published, others as they publish
 * them.
 */
@NullMarked
package dev.sallyport.egress;

import org.jspecify.annotations.NullMarked;
