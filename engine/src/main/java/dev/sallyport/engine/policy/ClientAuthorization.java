package dev.sallyport.engine.policy;

/**
 * Whether a request's client must be on its principal's list of authorised clients, semantics
 * section 5 step 2.
 */
public enum ClientAuthorization {
    /** The list is not looked at. */
    IGNORE,
    /** A principal with a list may use only the clients on it; one without a list may use any. */
    WHEN_PRESENT,
    /** A principal may use only the clients on its list; one without a list may use none. */
    REQUIRED
}
