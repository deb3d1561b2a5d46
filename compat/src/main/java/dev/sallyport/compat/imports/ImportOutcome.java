package dev.sallyport.compat.imports;

import dev.sallyport.control.policy.PolicySubmission;

/** What came of reading a source. */
public sealed interface ImportOutcome {

    /** What became of every entry. */
    ImportReport report();

    /**
     * It is a policy.
     *
     * @param policy the policy, its mode {@code MONITOR}
     * @param report what became of every entry
     */
    record Taken(PolicySubmission policy, ImportReport report) implements ImportOutcome {}

    /**
     * It is no policy.
     *
     * @param why the reason, one sentence
     * @param hint what can be done, empty if nothing
     * @param report what became of the entries that were read, the faulty ones among them
     */
    record Refused(String why, String hint, ImportReport report) implements ImportOutcome {}
}
