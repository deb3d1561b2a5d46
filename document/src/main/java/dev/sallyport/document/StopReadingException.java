package dev.sallyport.document;

/* Nothing more can be made of a document; the fault that says why has been noted. Never leaves this package. */
final class StopReadingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StopReadingException() {
        super(null, null, false, false);
    }
}
