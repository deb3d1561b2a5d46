package dev.sallyport.control.whatif;

import dev.sallyport.control.policy.PolicySubmission;

/** A policy that is to be tried on observed traffic. */
public sealed interface Proposal {

    /** The tenant's draft. */
    record Drafted() implements Proposal {}

    /** A revision that was published. */
    record Published(long revision) implements Proposal {}

    /** A policy that is saved nowhere. */
    record Submitted(PolicySubmission submission) implements Proposal {}
}
