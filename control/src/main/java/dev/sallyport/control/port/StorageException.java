package dev.sallyport.control.port;

/** The state could not be read or written; what was to be changed is unchanged. */
public class StorageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what failed and why. */
    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Says what failed. */
    public StorageException(String message) {
        super(message);
    }
}
