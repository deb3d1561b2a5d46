package dev.sallyport.control.policy;

/**
 * How large a policy may be.
 *
 * @param maxRules the most rules of a policy
 * @param maxEntries the most entries of all its rules together, exceptions included
 */
public record PolicyLimits(int maxRules, int maxEntries) {

    /** The limits of a deployment that configures none: 1,000 rules, 10,000 entries. */
    public static final PolicyLimits DEFAULT = new PolicyLimits(1_000, 10_000);
}
