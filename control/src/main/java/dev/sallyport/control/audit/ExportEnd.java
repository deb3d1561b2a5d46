package dev.sallyport.control.audit;

import dev.sallyport.engine.policy.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the last line of an export says of the lines before it.
 *
 * @param tenant whose records, or null for all
 * @param after the number behind which the export begins, 0 for the beginning
 * @param through the number of the last record of the log when the export was made; nothing up to
 *     it was left out
 * @param records how many records there are
 * @param digest SHA-256 of all bytes before the last line: 64 lower-case hexadecimal digits
 * @param at when the export was made
 */
public record ExportEnd(
        @Nullable TenantId tenant,
        long after,
        long through,
        long records,
        String digest,
        Instant at) {}
