package dev.sallyport.control.doctor;

import dev.sallyport.engine.policy.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Something that is, or is about to go, wrong.
 *
 * @param code what; public API, never renamed
 * @param severity how bad
 * @param tenant the tenant concerned, or null if it concerns the deployment
 * @param seen what was seen, with its numbers; one lower-case sentence, no final stop
 * @param advice what to do; one lower-case sentence, no final stop
 */
public record Finding(
        String code, Severity severity, @Nullable TenantId tenant, String seen, String advice) {

    /** How bad something is, the worst first. */
    public enum Severity {
        /** People are refused or let in wrongly, or are about to be. */
        ERROR,
        /** It works, and will not for long, or not everywhere. */
        WARNING,
        /** Worth knowing. */
        NOTE
    }

    static Finding of(String code, Severity severity, String seen, String advice) {
        return new Finding(code, severity, null, seen, advice);
    }

    /* A share in whole per cent. */
    static String percent(long part, long whole) {
        return Math.round(100.0 * part / whole) + " %";
    }
}
