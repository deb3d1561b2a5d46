package dev.sallyport.server.compat.genesys;

import dev.sallyport.compat.genesys.ErrorBody;

/* A call is refused for a reason that only this door knows. */
final class ErrorBodyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ErrorBody error;

    ErrorBodyException(ErrorBody error) {
        super(error.code(), null, false, false);
        this.error = error;
    }

    ErrorBody error() {
        return error;
    }
}
