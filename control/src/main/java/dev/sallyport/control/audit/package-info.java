/**
 * The audit log: what was changed, by whom, from where, when and why, each record chained to the
 * one before.
 */
@NullMarked
package dev.sallyport.control.audit;

import org.jspecify.annotations.NullMarked;
