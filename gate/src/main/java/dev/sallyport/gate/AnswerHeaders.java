package dev.sallyport.gate;

/** How much an answer to a trusted proxy says; every other peer gets the bare status. */
public enum AnswerHeaders {
    /** A request id and nothing more; for proxies that hand a denial's headers to the end user. */
    MINIMAL,
    /** Decision, reason, revision, evaluated effect, tenant, deployment switch and request id. */
    FULL
}
