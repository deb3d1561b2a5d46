package dev.sallyport.control.check;

import dev.sallyport.engine.decision.Decision;
import org.jspecify.annotations.Nullable;

/**
 * What was decided on a request that nobody made.
 *
 * @param decision the decision
 * @param asOf with what of the past it was judged, or null if with the present
 */
public record Checked(Decision decision, @Nullable AsOf asOf) {}
