/** The channels of the deployment: which path prefixes belong to which door of the application. */
@NullMarked
package dev.sallyport.control.channel;

import org.jspecify.annotations.NullMarked;
