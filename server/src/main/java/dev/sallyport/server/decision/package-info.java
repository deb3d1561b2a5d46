/** The decision log: decisions as lines in a file (docs/decision-log.md). */
@NullMarked
package dev.sallyport.server.decision;

import org.jspecify.annotations.NullMarked;
