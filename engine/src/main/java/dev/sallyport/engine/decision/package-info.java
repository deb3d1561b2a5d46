/**
 * The decision: requests in, verdicts out. A {@link dev.sallyport.engine.decision.TenantState} is
 * what is true of a tenant; a {@link dev.sallyport.engine.decision.TenantSnapshot} is the same
 * compiled for deciding.
 */
@NullMarked
package dev.sallyport.engine.decision;

import org.jspecify.annotations.NullMarked;
