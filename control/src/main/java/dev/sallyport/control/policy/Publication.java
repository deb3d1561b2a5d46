package dev.sallyport.control.policy;

import dev.sallyport.control.guard.Impact;

/**
 * What became of publishing, or would.
 *
 * @param revision the revision that is active now, or would be
 * @param impact whom it hits
 */
public record Publication(PolicyRevision revision, Impact impact) {}
