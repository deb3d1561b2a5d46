package dev.sallyport.cli.log;

/** Why a line of a log says nothing about a request. */
public enum LineFault {
    /** There is nothing in it. */
    EMPTY("empty"),
    /** It is longer than a block of lines. */
    TOO_LONG("longer than any line of an access log"),
    /** It ends before, or has no, field where the client address should be. */
    NO_ADDRESS("no client address"),
    /** What stands in the place of the client address is no address. */
    NOT_AN_ADDRESS("the client address is not an address"),
    /** The client address is {@code 0.0.0.0} or {@code ::}, which no client has. */
    UNSPECIFIED_ADDRESS("the client address is unspecified"),
    /** Every address of the forwarding header belongs to a trusted proxy. */
    ONLY_TRUSTED_HOPS("every address is one of a trusted proxy"),
    /** It has no time in brackets behind the user. */
    NO_TIME("no time in brackets"),
    /** The time is not of a known form. */
    BAD_TIME("the time cannot be read"),
    /** It is not one whole JSON object. */
    NOT_JSON("not a JSON object"),
    /** It is JSON nested deeper than any log is. */
    TOO_DEEP("JSON nested too deep");

    private final String text;

    LineFault(String text) {
        this.text = text;
    }

    /** Returns what is wrong, in a few words. */
    public String text() {
        return text;
    }
}
