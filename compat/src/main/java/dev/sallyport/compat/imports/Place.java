package dev.sallyport.compat.imports;

/** Where in a source something stands. */
public sealed interface Place {

    /**
     * A place in a text.
     *
     * @param file the file in it, empty if the source is one file
     * @param line from 1
     * @param column from 1, in characters
     */
    record InText(String file, int line, int column) implements Place {
        @Override
        public String toString() {
            return file.isEmpty()
                    ? "line " + line + ", column " + column
                    : file + ", line " + line + ", column " + column;
        }
    }

    /**
     * A place in a JSON document.
     *
     * @param pointer the JSON Pointer (RFC 6901); behind {@code #} and a number if the source holds
     *     several documents
     */
    record InDocument(String pointer) implements Place {
        @Override
        public String toString() {
            return pointer.isEmpty() ? "(document)" : pointer;
        }
    }

    /** Returns the place of a whole source. */
    static Place whole() {
        return new InDocument("");
    }
}
