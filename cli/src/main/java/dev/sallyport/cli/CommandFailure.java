package dev.sallyport.cli;

import java.util.List;

/**
 * A command cannot go on; what is said about it has been put into words for the person who typed
 * it.
 */
public final class CommandFailure extends RuntimeException {

    private final int exitStatus;
    private final transient List<String> lines;

    /**
     * Says why.
     *
     * @param exitStatus one of {@link ExitStatus}
     * @param message one sentence, lower case, no final stop
     * @param further lines that follow it
     */
    public CommandFailure(int exitStatus, String message, List<String> further) {
        super(message);
        this.exitStatus = exitStatus;
        this.lines = List.copyOf(further);
    }

    /** Says why in one sentence. */
    public CommandFailure(int exitStatus, String message) {
        this(exitStatus, message, List.of());
    }

    /** Returns with what status the process ends. */
    public int exitStatus() {
        return exitStatus;
    }

    /** Returns what is said behind the message. */
    public List<String> lines() {
        return lines;
    }
}
