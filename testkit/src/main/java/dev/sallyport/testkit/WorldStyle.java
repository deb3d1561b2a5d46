package dev.sallyport.testkit;

/** What sort of addresses, prefixes and instants a generated tenant is made of. */
public enum WorldStyle {
    /**
     * Eight addresses of each family and the addresses that embed them: everything meets
     * everything.
     */
    TINY,
    /** Offices, data centres and feeds with the prefix lengths that people use. */
    REALISTIC,
    /**
     * The ends of everything: first and last addresses, sign bits, prefixes of length 0, instants
     * out of range.
     */
    HOSTILE
}
