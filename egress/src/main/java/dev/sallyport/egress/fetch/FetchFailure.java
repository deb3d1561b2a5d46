package dev.sallyport.egress.fetch;

/** Why a document was not fetched. The codes are public: never renamed, never reused. */
public enum FetchFailure {
    /** The place is no {@code https} address, and plain {@code http} was not asked for. */
    NOT_SECURE("fetch.not-secure"),
    /** There is no such host, or nobody answers there. */
    UNREACHABLE("fetch.unreachable"),
    /** The certificate is of another host (RFC 9525). */
    TLS_NAME_MISMATCH("fetch.tls-name-mismatch"),
    /** The certificate is not trusted, or no secure connection came about. */
    TLS("fetch.tls"),
    /** It took longer than the limit, whether nothing came or little by little. */
    TOO_SLOW("fetch.too-slow"),
    /** The answer is larger than the limit, as sent or expanded. */
    TOO_LARGE("fetch.too-large"),
    /** The answer ended before it was complete. */
    TRUNCATED("fetch.truncated"),
    /** The answer is compressed in a way that cannot be undone. */
    ENCODING("fetch.encoding"),
    /** A redirection led back to where it came from. */
    REDIRECT_LOOP("fetch.redirect-loop"),
    /** There were more redirections than the limit. */
    TOO_MANY_REDIRECTS("fetch.too-many-redirects"),
    /** A redirection led to no place that may be asked. */
    REDIRECT("fetch.redirect"),
    /** The status is neither 200 nor 304. */
    STATUS("fetch.status"),
    /** What came is no HTTP. */
    PROTOCOL("fetch.protocol");

    private final String code;

    FetchFailure(String code) {
        this.code = code;
    }

    /** Returns the public code, such as {@code fetch.too-slow}. */
    public String code() {
        return code;
    }
}
