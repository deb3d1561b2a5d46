package dev.sallyport.control.finding;

import dev.sallyport.engine.policy.EntryId;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is odd about an entry or a rule. It is no fault: the policy is valid and means
 * what it says.
 *
 * @param code what
 * @param pointer where in the document, as a JSON Pointer (RFC 6901)
 * @param entry the entry, or null if it is the entries of a rule together
 * @param detail one lower-case sentence, no final stop
 * @param hint what can be done about it; empty if nothing can be suggested
 */
public record EntryFinding(
        FindingCode code, String pointer, @Nullable EntryId entry, String detail, String hint) {}
