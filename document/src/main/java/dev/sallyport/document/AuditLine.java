package dev.sallyport.document;

import dev.sallyport.control.audit.AuditRecord;
import dev.sallyport.control.audit.ExportEnd;
import dev.sallyport.control.audit.SignedHead;
import org.jspecify.annotations.Nullable;

/** A line of an export of the audit log. */
public sealed interface AuditLine {

    /** A record with its place in the chain. */
    record Chained(AuditRecord record) implements AuditLine {}

    /**
     * A record as a tenant sees it, without hashes.
     *
     * @param number its number
     */
    record OfTenant(long number) implements AuditLine {}

    /**
     * The last line.
     *
     * @param end what it says of the others
     * @param signature the signature under that
     * @param head the head of the log, or null in an export of a tenant's
     */
    record End(ExportEnd end, String signature, @Nullable SignedHead head) implements AuditLine {}
}
