package dev.sallyport.control.history;

/**
 * How one revision of a tenant differs from another.
 *
 * @param against the revision it is compared with
 * @param number the revision
 * @param difference how the policy of {@code number} differs from that of {@code against}
 */
public record RevisionDifference(long against, long number, PolicyDifference difference) {}
