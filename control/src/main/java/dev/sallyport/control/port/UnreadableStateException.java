package dev.sallyport.control.port;

/**
 * Something that was stored cannot be understood, so that trying again is of no use. It concerns
 * the things asked for and nothing else.
 */
public final class UnreadableStateException extends StorageException {

    private static final long serialVersionUID = 1L;

    /** Says what cannot be understood and why; nothing of its content. */
    public UnreadableStateException(String message) {
        super(message);
    }

    /** Says what cannot be understood and why; nothing of its content. */
    public UnreadableStateException(String message, Throwable cause) {
        super(message, cause);
    }
}
