package dev.sallyport.engine.client;

import dev.sallyport.engine.address.IpAddress;

/** Whose address a request is judged by, and how it was found. */
public sealed interface ClientAddress {

    /** The word for an address that a caller of the check stated. */
    String GIVEN = "given";

    /** The word for the address of the connection. */
    String PEER = "peer";

    /** The word for an address from a PROXY protocol header. */
    String PROXY_PROTOCOL = "proxy-protocol";

    /**
     * A known address.
     *
     * @param address the address, never IPv4-mapped
     * @param derivedFrom {@link #GIVEN}, {@link #PEER}, {@link #PROXY_PROTOCOL} or a header name in
     *     lower case
     */
    record Determined(IpAddress address, String derivedFrom) implements ClientAddress {

        /** Turns an IPv4-mapped address into the IPv4 address it stands for. */
        public Determined {
            address = address.unmapped();
        }
    }

    /** No address that could be trusted; doubt counts against access. */
    record Undetermined(UndeterminedCause cause) implements ClientAddress {}

    /** Returns how the address was found, as decisions report it. */
    default String label() {
        return switch (this) {
            case Determined determined -> determined.derivedFrom();
            case Undetermined ignored -> "undetermined";
        };
    }
}
