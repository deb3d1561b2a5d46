/**
 * Feeds of others as lists that policies name: what is in force, what a new edition does to
 * tenants.
 */
@NullMarked
package dev.sallyport.control.feed;

import org.jspecify.annotations.NullMarked;
