package dev.sallyport.engine.policy;

/**
 * What a tenant's policy is for, semantics section 6. The evaluated effect is the same in every
 * mode.
 */
public enum Mode {
    /** Evaluated, never enforced, recorded without principals. */
    DISABLED,
    /** Evaluated, never enforced, recorded as what it would deny. */
    MONITOR,
    /** Evaluated and enforced. */
    ENFORCE
}
