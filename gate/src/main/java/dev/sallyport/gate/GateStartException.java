package dev.sallyport.gate;

/** The decision port could not listen where it was told to. */
public final class GateStartException extends RuntimeException {

    GateStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
