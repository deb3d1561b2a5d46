/** Feeds of others: fetched, guarded, kept on disk and put in force as lists that policies name. */
@NullMarked
package dev.sallyport.server.feed;

import org.jspecify.annotations.NullMarked;
