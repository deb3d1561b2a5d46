/** Firewalls, proxies and files that hold a list of prefixes. */
@NullMarked
package dev.sallyport.agent.target;

import org.jspecify.annotations.NullMarked;
