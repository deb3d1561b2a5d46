package dev.sallyport.engine.policy;

/** What sort of party makes a request. */
public enum PrincipalKind {
    /** Nobody trusted has said who asks. */
    ANONYMOUS,
    /** A person of the tenant. */
    USER,
    /** A program acting for itself. */
    CLIENT,
    /** A person of the operator who helps the tenant. */
    SUPPORT
}
