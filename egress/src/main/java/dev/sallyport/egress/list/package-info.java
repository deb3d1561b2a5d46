/** Lists of addresses that a service calls from: what they hold, how two of them differ. */
@NullMarked
package dev.sallyport.egress.list;

import org.jspecify.annotations.NullMarked;
