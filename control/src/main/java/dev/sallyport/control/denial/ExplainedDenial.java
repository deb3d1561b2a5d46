package dev.sallyport.control.denial;

import dev.sallyport.engine.decision.Decision;
import org.jspecify.annotations.Nullable;

/**
 * A denial and how it came about.
 *
 * @param denial what happened
 * @param explanation the same request decided again, with rule and entry; null if that does not
 *     come to the same, because lists, grants or geo data are others by now
 */
public record ExplainedDenial(Denial denial, @Nullable Decision explanation) {}
