package dev.sallyport.engine.client;

/**
 * Why a client address could not be determined, semantics section 2.3. Each cause is counted apart.
 */
public enum UndeterminedCause {
    /** A trusted proxy sent no forwarding header. */
    HEADER_MISSING,
    /** The walk met an empty element, or one of {@code Forwarded} without {@code for}. */
    ELEMENT_EMPTY,
    /** The walk met an element that is no address. */
    ELEMENT_MALFORMED,
    /** The walk met {@code unknown} or an obfuscated identifier (RFC 7239 section 6). */
    ELEMENT_HIDDEN,
    /** The peer is, or the walk met, {@code 0.0.0.0} or {@code ::}. */
    UNSPECIFIED_ADDRESS,
    /** Every element was a trusted hop. */
    ONLY_TRUSTED_HOPS,
    /** A single-valued address header came in several lines or holds several elements. */
    HEADER_REPEATED,
    /** The peer has no address, such as a local socket. */
    PEER_UNKNOWN,
    /** A caller of the check stated that no address is known. */
    GIVEN
}
