package dev.sallyport.control.edit;

/** Which entries of a rule. */
public enum EntryPlace {
    /** Those of which one must match. */
    SOURCES("sources"),
    /** Those of which none may match. */
    EXCEPT("except");

    private final String text;

    EntryPlace(String text) {
        this.text = text;
    }

    /** Returns the name of the member in a document, such as {@code sources}. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
