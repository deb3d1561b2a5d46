package dev.sallyport.control.finding;

/** What can be odd about an entry or a rule, the gravest first. The codes are public API. */
public enum FindingCode {
    /** An ALLOW rule admits more of the address space than a site or an organisation has. */
    TOO_BROAD("rule.too-broad"),
    /** A part of a feed is so large that admitting it admits strangers: anybody can rent there. */
    FEED_TOO_LARGE("entry.feed-too-large"),
    /** Strangers share the addresses, such as those of a relay or of a cloud's hosted runners. */
    SHARED_EGRESS("entry.shared-egress"),
    /** The entry's time is over. */
    EXPIRED("entry.expired"),
    /** Somebody was to look at the entry by now. */
    REVIEW_DUE("entry.review-due"),
    /** Another entry beside it means the same, perhaps in another notation. */
    DUPLICATE("entry.duplicate"),
    /** Another entry beside it holds all its addresses. */
    COVERED("entry.covered"),
    /** The addresses are for private networks: a client has one only if the proxy sees it so. */
    PRIVATE("entry.private"),
    /** The addresses are set aside for a special purpose; no client comes from there. */
    SPECIAL_PURPOSE("entry.special-purpose"),
    /** IPv6 addresses fewer than a /64: hosts change them within hours (RFC 8981). */
    LONGER_THAN_64("entry.ipv6-longer-than-64"),
    /** No country has the code. */
    COUNTRY_UNASSIGNED("entry.country-unassigned");

    private final String code;

    FindingCode(String code) {
        this.code = code;
    }

    /** Returns the public code, such as {@code entry.covered}. */
    public String code() {
        return code;
    }

    @Override
    public String toString() {
        return code;
    }
}
