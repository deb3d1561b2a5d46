package dev.sallyport.agent.target;

/** A target could not be read or changed; the message is one lower-case sentence for people. */
public final class TargetException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * Says why.
     *
     * @param code a public code such as {@code target.unreadable}
     * @param message lower case, no final stop
     */
    public TargetException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Returns the public code. */
    public String code() {
        return code;
    }

    /** Returns what happened with its code. */
    public String words() {
        return getMessage() + " [" + code + "]";
    }
}
