/**
 * Our own addresses as our customers need them: which prefixes of a region are listed and live,
 * under which serial, who was told, and who has followed.
 */
@NullMarked
package dev.sallyport.control.egress;

import org.jspecify.annotations.NullMarked;
