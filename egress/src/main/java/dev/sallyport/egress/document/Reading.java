package dev.sallyport.egress.document;

import java.util.List;

/**
 * What came of reading a document.
 *
 * @param <T> what it says
 */
public sealed interface Reading<T> {

    /**
     * The document is sound.
     *
     * @param value what it says
     * @param <T> what it says
     */
    record Sound<T>(T value) implements Reading<T> {}

    /**
     * The document is not sound, and nothing of it is taken.
     *
     * @param faults the first faults, in the order of the document, at least one
     * @param total how many there are
     * @param <T> what it would have said
     */
    record Faulty<T>(List<DocumentFault> faults, int total) implements Reading<T> {
        /** Copies the faults. */
        public Faulty {
            faults = List.copyOf(faults);
        }
    }

    /**
     * Returns what the document says.
     *
     * @throws IllegalArgumentException with all faults in words if it is not sound
     */
    default T orThrow() {
        return switch (this) {
            case Sound<T>(T value) -> value;
            case Faulty<T>(List<DocumentFault> faults, int total) ->
                    throw new IllegalArgumentException(
                            total
                                    + " faults: "
                                    + String.join(
                                            "; ",
                                            faults.stream().map(DocumentFault::words).toList()));
        };
    }
}
