package dev.sallyport.gate;

/**
 * Why a connection was told off instead of answered. It is closed afterwards, because nobody can
 * say where its next request would begin.
 */
public enum Refusal {
    /** No HTTP/1.0 or HTTP/1.1 request, or one that two programs could read differently. */
    MALFORMED("malformed", "400 Bad Request"),
    /** The head was not complete in time. */
    HEAD_TOO_SLOW("head-too-slow", "408 Request Timeout"),
    /** The body was not complete in time. */
    BODY_TOO_SLOW("body-too-slow", "408 Request Timeout"),
    /** The body is longer than the limit. */
    BODY_TOO_LARGE("body-too-large", "413 Content Too Large"),
    /** The request line is longer than the limit. */
    REQUEST_LINE_TOO_LONG("request-line-too-long", "414 URI Too Long"),
    /** The request expects something else than to be told to go on. */
    EXPECTATION_UNKNOWN("expectation-unknown", "417 Expectation Failed"),
    /** One header line is longer than the limit. */
    HEADER_LINE_TOO_LONG("header-line-too-long", "431 Request Header Fields Too Large"),
    /** There are more header lines than the limit. */
    TOO_MANY_HEADERS("too-many-headers", "431 Request Header Fields Too Large"),
    /** Request line and headers together are longer than the limit. */
    HEAD_TOO_LARGE("head-too-large", "431 Request Header Fields Too Large");

    private final String label;
    private final String answer;

    Refusal(String label, String status) {
        this.label = label;
        this.answer = "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    }

    /** Returns the word under which metrics count it. */
    public String label() {
        return label;
    }

    String answer() {
        return answer;
    }
}
