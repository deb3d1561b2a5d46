/**
 * Network zones of Okta, as {@code GET /api/v1/zones} answers them, as a policy. Shapes: Okta
 * Management API, "Network Zones"
 * (developer.okta.com/docs/api/openapi/okta-management/management/tag/NetworkZone); meaning: Okta
 * help, "Network zones", "Dynamic zones", "Enhanced dynamic zones", "IP exempt zone".
 */
@NullMarked
package dev.sallyport.compat.okta;

import org.jspecify.annotations.NullMarked;
