/** Commands that speak to the API of a server. */
@NullMarked
package dev.sallyport.cli.api;

import org.jspecify.annotations.NullMarked;
