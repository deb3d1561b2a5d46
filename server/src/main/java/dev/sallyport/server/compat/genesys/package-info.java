/**
 * The door for clients of Genesys Cloud: the settings of an organisation's access, over the same
 * use cases as everybody's (docs/compat-genesys.md).
 */
@NullMarked
package dev.sallyport.server.compat.genesys;

import org.jspecify.annotations.NullMarked;
