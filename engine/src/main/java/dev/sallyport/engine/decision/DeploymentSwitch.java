package dev.sallyport.engine.decision;

/** The switch of the whole deployment, semantics section 6. */
public enum DeploymentSwitch {
    /** Every tenant's mode is obeyed. */
    ENFORCE,
    /** Every enforced effect is ALLOW. */
    OBSERVE
}
