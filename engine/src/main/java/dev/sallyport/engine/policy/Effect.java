package dev.sallyport.engine.policy;

/** What a rule asks for and what a decision is. */
public enum Effect {
    /** The request may pass. */
    ALLOW,
    /** The request is refused. */
    DENY
}
