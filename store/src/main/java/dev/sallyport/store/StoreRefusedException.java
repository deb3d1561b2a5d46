package dev.sallyport.store;

import dev.sallyport.control.port.StorageException;

/**
 * A data folder cannot be used: somebody else uses it, it is damaged, or a newer version wrote it.
 * The message is one lower-case sentence for the person who starts the program, the hint says what
 * to do.
 */
public final class StoreRefusedException extends StorageException {

    private static final long serialVersionUID = 1L;

    private final String hint;

    StoreRefusedException(String message, String hint, Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    StoreRefusedException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    /** Returns what to do about it. */
    public String hint() {
        return hint;
    }
}
