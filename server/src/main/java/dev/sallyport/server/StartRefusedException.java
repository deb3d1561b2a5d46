package dev.sallyport.server;

/** The server cannot start; the message is one sentence for the person who starts it. */
public final class StartRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
