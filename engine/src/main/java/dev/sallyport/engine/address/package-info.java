/**
 * Internet addresses as values: addresses, prefixes, ranges and sets, their strict text form and
 * the IPv4 addresses that IPv6 addresses embed. No name is ever resolved here.
 */
@NullMarked
package dev.sallyport.engine.address;

import org.jspecify.annotations.NullMarked;
