package dev.sallyport.compat.imports;

/** A source cannot be read at all; thrown and caught within one reading. */
public final class RefusedSourceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String hint;

    /**
     * Says why.
     *
     * @param why one sentence, lower case, no final stop
     * @param hint what can be done, empty if nothing
     */
    public RefusedSourceException(String why, String hint) {
        super(why, null, false, false);
        this.hint = hint;
    }

    /** Returns why. */
    public String why() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    /** Returns what can be done, empty if nothing. */
    public String hint() {
        return hint;
    }
}
