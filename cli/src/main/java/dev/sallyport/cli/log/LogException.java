package dev.sallyport.cli.log;

import java.io.IOException;

/** A log could not be read, or not to its end. */
public final class LogException extends Exception {

    private final transient LogSource source;
    private final long lines;
    private final transient IOException failure;

    LogException(LogSource source, long lines, IOException cause) {
        super(cause);
        this.source = source;
        this.lines = lines;
        this.failure = cause;
    }

    /** Returns the log. */
    public LogSource source() {
        return source;
    }

    /** Returns what went wrong. */
    public IOException failure() {
        return failure;
    }

    /** Returns how many lines were read before. */
    public long lines() {
        return lines;
    }
}
