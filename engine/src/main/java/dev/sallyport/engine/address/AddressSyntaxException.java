package dev.sallyport.engine.address;

/**
 * A text that is no address, prefix or range. The message is one lower-case sentence with the text
 * in backticks; the hint says how to write what was probably meant.
 */
public final class AddressSyntaxException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final AddressFault fault;
    private final String hint;

    /**
     * Describes one text.
     *
     * @param fault what is wrong
     * @param message one lower-case sentence, no final stop, at most 60 characters of the text
     *     quoted
     * @param hint how to mend it, or empty if nothing can be suggested
     */
    public AddressSyntaxException(AddressFault fault, String message, String hint) {
        super(message);
        this.fault = fault;
        this.hint = hint;
    }

    /** Returns what is wrong. */
    public AddressFault fault() {
        return fault;
    }

    /** Returns how to mend it; empty if nothing can be suggested. */
    public String hint() {
        return hint;
    }
}
