/** Lists: networks under a name that policies refer to, a tenant's own and the operator's. */
@NullMarked
package dev.sallyport.control.list;

import org.jspecify.annotations.NullMarked;
