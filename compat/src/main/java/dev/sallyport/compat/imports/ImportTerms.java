package dev.sallyport.compat.imports;

import dev.sallyport.control.policy.PolicyLimits;
import java.time.Instant;

/**
 * On what terms a source is read.
 *
 * @param now the instant by which entries are told to have expired
 * @param skipFaulty whether entries that are not valid are passed over; else any of them refuses
 *     the source
 * @param limits how large the policy may be
 */
public record ImportTerms(Instant now, boolean skipFaulty, PolicyLimits limits) {

    /** The longest source that is read, in bytes: 16 MiB. */
    public static final int MAX_BYTES = 16 << 20;

    /** The most entries of a source that are read and reported. */
    public static final int MAX_LINES = 100_000;
}
