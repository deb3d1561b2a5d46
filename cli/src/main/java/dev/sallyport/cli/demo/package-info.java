/** The demonstration: a server of one's own, a tenant, a real log played at it. */
@NullMarked
package dev.sallyport.cli.demo;

import org.jspecify.annotations.NullMarked;
