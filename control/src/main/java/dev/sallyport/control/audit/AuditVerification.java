package dev.sallyport.control.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the chain of an audit log, record by record in the order in which they stand. Holds two
 * records at most, however long the log is. Not for several threads.
 */
public final class AuditVerification {

    /*
     * The first finding counts. A gap may be one of two things: if one of the missing records turns up later, it was put
     * elsewhere, so what follows a gap is looked at only for that.
     */

    private final List<AuditHead> heads;
    private @Nullable AuditFinding finding;
    private @Nullable AuditRecord last;
    private long first;
    private long count;
    private long gapFrom;
    private long gapUntil;

    /**
     * Begins to verify.
     *
     * @param heads what is known of the log from elsewhere, whose signatures have been verified
     */
    public AuditVerification(List<AuditHead> heads) {
        this.heads = List.copyOf(heads);
    }

    /** Takes the next record. */
    public void take(AuditRecord record) {
        if (count == 0) {
            first = record.number();
        }
        count++;
        AuditRecord before = last;
        last = record;
        if (finding != null) {
            lookForMissing(record);
            return;
        }
        if (!record.isIntact()) {
            found(
                    AuditFinding.Kind.CHANGED,
                    record.number(),
                    "record "
                            + record.number()
                            + " was changed: its hash is not that of its content");
            return;
        }
        if (before == null) {
            begin(record);
        } else {
            follow(before, record);
        }
        heads.forEach(head -> compare(head, record));
    }

    private void begin(AuditRecord record) {
        if (record.number() == 1 && !record.previousHash().equals(AuditChain.GENESIS)) {
            found(AuditFinding.Kind.CHANGED, 1, "record 1 was replaced: it follows another record");
        }
    }

    private void follow(AuditRecord before, AuditRecord record) {
        long expected = before.number() + 1;
        if (record.number() > expected) {
            gapFrom = expected;
            gapUntil = record.number() - 1;
            String which =
                    gapFrom == gapUntil
                            ? "record " + gapFrom + " is"
                            : "records " + gapFrom + " to " + gapUntil + " are";
            found(
                    AuditFinding.Kind.MISSING,
                    gapFrom,
                    which + " missing: record " + record.number() + " stands there");
        } else if (record.number() < expected) {
            found(
                    AuditFinding.Kind.REORDERED,
                    record.number(),
                    "record " + record.number() + " stands behind record " + before.number());
        } else if (!record.previousHash().equals(before.hash())) {
            found(
                    AuditFinding.Kind.CHANGED,
                    record.number(),
                    "record "
                            + record.number()
                            + " does not follow record "
                            + before.number()
                            + ": one of them was replaced");
        }
    }

    private void lookForMissing(AuditRecord record) {
        boolean isMissed =
                finding != null
                        && finding.kind() == AuditFinding.Kind.MISSING
                        && record.number() >= gapFrom
                        && record.number() <= gapUntil;
        if (isMissed) {
            finding =
                    new AuditFinding(
                            AuditFinding.Kind.REORDERED,
                            gapFrom,
                            "record " + gapFrom + " does not stand at its place");
        }
    }

    private void compare(AuditHead head, AuditRecord record) {
        if (head.number() == record.number() && !head.hash().equals(record.hash())) {
            found(
                    AuditFinding.Kind.CHANGED,
                    record.number(),
                    "record "
                            + record.number()
                            + " is not the one that stood there at "
                            + head.at()
                            + ", when a head was signed");
        }
    }

    /* Only the first counts. */
    private void found(AuditFinding.Kind kind, long number, String detail) {
        if (finding == null) {
            finding = new AuditFinding(kind, number, detail);
        }
    }

    /** Returns how many records were taken. */
    public long count() {
        return count;
    }

    /** Returns the number of the first record that was taken, 0 if none was. */
    public long first() {
        return first;
    }

    /** Returns the record that was taken last, if any was. */
    public Optional<AuditRecord> last() {
        return Optional.ofNullable(last);
    }

    /**
     * Returns what is wrong, if anything is, once all records were taken.
     *
     * @param after the number behind which the records were to begin
     */
    public Optional<AuditFinding> finish(long after) {
        if (count > 0 && first > after + 1) {
            found(
                    AuditFinding.Kind.MISSING,
                    after + 1,
                    "record " + (after + 1) + " is missing: the log begins with record " + first);
        }
        long end = last == null ? after : last.number();
        List<AuditHead> ahead = new ArrayList<>(heads);
        ahead.removeIf(head -> head.number() <= end);
        ahead.stream()
                .max(java.util.Comparator.comparingLong(AuditHead::number))
                .ifPresent(head ->
                        found(
                                AuditFinding.Kind.CUT,
                                end + 1,
                                "the log ends with record "
                                        + end
                                        + ", and had "
                                        + head.number()
                                        + " at "
                                        + head.at()));
        return Optional.ofNullable(finding);
    }
}
