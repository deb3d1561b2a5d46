/** Tests of the configuration. */
@NullMarked
package dev.sallyport.server.config;

import org.jspecify.annotations.NullMarked;
