/** Of which provider, region and service an address is, by the feeds that are at hand. */
@NullMarked
package dev.sallyport.egress.region;

import org.jspecify.annotations.NullMarked;
