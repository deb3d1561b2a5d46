/**
 * The address lists that clouds and services publish: one reader for each format, the guards that
 * keep a bad answer from taking the place of a good one, what two editions differ in, and the lists
 * that policies name as {@code feed:…}. Bytes in, values out: nothing here fetches, waits or keeps.
 */
@NullMarked
package dev.sallyport.egress.feed;

import org.jspecify.annotations.NullMarked;
