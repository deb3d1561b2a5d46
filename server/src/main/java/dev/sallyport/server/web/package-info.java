/**
 * The API's port: an embedded Tomcat, the security filters, and the thin doors of {@code /api/v1}.
 */
@NullMarked
package dev.sallyport.server.web;

import org.jspecify.annotations.NullMarked;
