/** Of which provider and region addresses and hosts are. */
@NullMarked
package dev.sallyport.cli.region;

import org.jspecify.annotations.NullMarked;
