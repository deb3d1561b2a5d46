package dev.sallyport.cli;

/** The exit statuses of every command. */
public final class ExitStatus {

    /** It was done; of a check, the request is allowed. */
    public static final int SUCCESS = 0;

    /** It failed. */
    public static final int FAILURE = 1;

    /** The command line was wrong. */
    public static final int USAGE = 2;

    /** Of a check: the request is denied. */
    public static final int DENY = 3;

    /** A policy was not valid. */
    public static final int INVALID_POLICY = 4;

    /** The server cannot be reached or cannot answer. */
    public static final int UNAVAILABLE = 5;

    private ExitStatus() {}
}
