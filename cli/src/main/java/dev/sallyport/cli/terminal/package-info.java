/** What commands write for people: width, colours, tables and progress. */
@NullMarked
package dev.sallyport.cli.terminal;

import org.jspecify.annotations.NullMarked;
