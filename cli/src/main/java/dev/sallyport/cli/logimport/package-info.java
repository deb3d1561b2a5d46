/** Logs as observations: counted by the hour here, kept by a server. */
@NullMarked
package dev.sallyport.cli.logimport;

import org.jspecify.annotations.NullMarked;
