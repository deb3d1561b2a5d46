package dev.sallyport.control.check;

import dev.sallyport.engine.decision.TenantState;
import org.jspecify.annotations.Nullable;

/**
 * The state a request is judged by.
 *
 * @param state the state
 * @param asOf with what of the past, or null if it is the present
 */
public record AskedState(TenantState state, @Nullable AsOf asOf) {}
