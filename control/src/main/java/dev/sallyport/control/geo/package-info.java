/** Geo data of the deployment: which is in force, and what country codes mean. */
@NullMarked
package dev.sallyport.control.geo;

import org.jspecify.annotations.NullMarked;
