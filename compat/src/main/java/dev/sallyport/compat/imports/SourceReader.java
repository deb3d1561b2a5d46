package dev.sallyport.compat.imports;

/**
 * Reads the configuration of another system. Total: no bytes make it throw. Deterministic: equal
 * bytes on equal terms give equal outcomes. Implementations are immutable.
 */
@FunctionalInterface
public interface SourceReader {

    /**
     * Returns what the bytes say as a policy, and what became of every entry.
     *
     * @param bytes the whole source, at most {@link ImportTerms#MAX_BYTES}
     */
    ImportOutcome read(byte[] bytes, ImportTerms terms);
}
