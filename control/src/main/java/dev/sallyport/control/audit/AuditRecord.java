package dev.sallyport.control.audit;

/**
 * One line of the audit log.
 *
 * @param number its place, from 1 without gaps
 * @param event what it says
 * @param previousHash the hash of the record before, {@link AuditChain#GENESIS} for the first
 * @param hash the hash of this record, {@link AuditChain#hash}
 */
public record AuditRecord(long number, AuditEvent event, String previousHash, String hash) {

    /** Returns the record that follows {@code previousHash} at place {@code number}. */
    public static AuditRecord chained(long number, AuditEvent event, String previousHash) {
        return new AuditRecord(
                number, event, previousHash, AuditChain.hash(number, event, previousHash));
    }

    /** Returns whether the hash is that of the content. */
    public boolean isIntact() {
        return hash.equals(AuditChain.hash(number, event, previousHash));
    }
}
