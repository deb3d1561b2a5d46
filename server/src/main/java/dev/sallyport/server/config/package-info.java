/**
 * Configuration: its keys, where their values come from, and the typed records the program is
 * started with.
 */
@NullMarked
package dev.sallyport.server.config;

import org.jspecify.annotations.NullMarked;
