/** The naive oracle, generators and fakes that tests and benchmarks of all modules share. */
@NullMarked
package dev.sallyport.testkit;

import org.jspecify.annotations.NullMarked;
