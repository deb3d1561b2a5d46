/** The offline what-if: a log is counted, judged by a policy and reported. */
@NullMarked
package dev.sallyport.cli.whatif;

import org.jspecify.annotations.NullMarked;
