package dev.sallyport.jose;

/** What was answered is no JWK Set that can be used. Its message holds no text of the answer. */
public final class KeySetException extends Exception {

    private static final long serialVersionUID = 1L;

    KeySetException(String message) {
        super(message);
    }
}
