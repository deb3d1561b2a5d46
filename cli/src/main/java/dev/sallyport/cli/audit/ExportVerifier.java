package dev.sallyport.cli.audit;

import dev.sallyport.control.audit.AuditFinding;
import dev.sallyport.control.audit.AuditHead;
import dev.sallyport.control.audit.AuditKey;
import dev.sallyport.control.audit.AuditPublicKey;
import dev.sallyport.control.audit.AuditRecord;
import dev.sallyport.control.audit.AuditVerification;
import dev.sallyport.control.audit.ExportEnd;
import dev.sallyport.control.audit.SignedHead;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.document.AuditExportWriter;
import dev.sallyport.document.AuditLine;
import dev.sallyport.document.AuditLineReader;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies an export of the audit log: the chain of its records, the signed line at its end, and
 * heads that were kept elsewhere. Reads the export once and holds one line at a time.
 */
public final class ExportVerifier {

    /**
     * What came of it.
     *
     * @param finding the first thing that is wrong, or null if nothing is
     * @param records how many records there are
     * @param end what the last line says, or null if there is none
     */
    public record Verdict(@Nullable AuditFinding finding, long records, @Nullable ExportEnd end) {}

    private final List<AuditPublicKey> keys;
    private final AuditVerification chain;
    private final MessageDigest digest;
    private long records;
    private long lastNumber;
    private AuditLine.@Nullable End end;
    private @Nullable AuditFinding finding;

    private ExportVerifier(List<AuditPublicKey> keys, List<AuditHead> heads) {
        this.keys = keys;
        chain = new AuditVerification(heads);
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /**
     * Verifies an export.
     *
     * @param keys the keys of which one must have signed
     * @param heads heads that were kept elsewhere
     * @throws IOException if the export cannot be read
     */
    public static Verdict verify(
            InputStream export, List<AuditPublicKey> keys, List<SignedHead> heads)
            throws IOException {
        for (SignedHead head : heads) {
            Optional<AuditFinding> forged = ofHead(head, keys, "the head that was kept");
            if (forged.isPresent()) {
                return new Verdict(forged.get(), 0, null);
            }
        }
        ExportVerifier verifier =
                new ExportVerifier(keys, heads.stream().map(SignedHead::head).toList());
        verifier.read(export);
        verifier.finish();
        AuditLine.End last = verifier.end;
        return new Verdict(verifier.finding, verifier.records, last == null ? null : last.end());
    }

    private void read(InputStream export) throws IOException {
        LineInput lines = new LineInput(export);
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            if (end != null) {
                found(AuditFinding.Kind.CHANGED, 0, "something follows the last line");
                return;
            }
            take(line, lines.isCut());
        }
    }

    private void take(byte[] line, boolean isCut) {
        switch (AuditLineReader.read(line)) {
            case Outcome.Refused<AuditLine>(Problem problem) -> {
                found(
                        isCut ? AuditFinding.Kind.CUT : AuditFinding.Kind.UNREADABLE,
                        lastNumber + 1,
                        "the line behind record "
                                + lastNumber
                                + " cannot be read: "
                                + (isCut ? "it ends in the middle" : problem.detail()));
                digest(line);
            }
            case Outcome.Done<AuditLine>(AuditLine read) -> {
                switch (read) {
                    case AuditLine.End last -> end = last;
                    case AuditLine.Chained(AuditRecord record) -> {
                        chain.take(record);
                        counted(record.number(), line);
                    }
                    case AuditLine.OfTenant(long number) -> {
                        if (number <= lastNumber) {
                            found(
                                    AuditFinding.Kind.REORDERED,
                                    number,
                                    "record " + number + " stands behind record " + lastNumber);
                        }
                        counted(number, line);
                    }
                }
            }
        }
    }

    private void counted(long number, byte[] line) {
        records++;
        lastNumber = number;
        digest(line);
    }

    private void digest(byte[] line) {
        digest.update(line);
        digest.update((byte) '\n');
    }

    /* What the chain tells is more exact than what the last line does, so that comes first. */
    private void finish() {
        AuditLine.End last = end;
        if (last == null) {
            chain.finish(Math.max(chain.first() - 1, 0)).ifPresent(this::found);
            found(
                    AuditFinding.Kind.CUT,
                    lastNumber + 1,
                    "the last line is missing: the export was cut behind record " + lastNumber);
            return;
        }
        boolean isChained = last.end().tenant() == null;
        if (isChained) {
            chain.finish(last.end().after()).ifPresent(this::found);
        }
        checkSignature(last);
        if (isChained && lastNumber < last.end().through() && records > 0) {
            found(
                    AuditFinding.Kind.CUT,
                    lastNumber + 1,
                    "the records end with "
                            + lastNumber
                            + ", and the log had "
                            + last.end().through());
        }
        if (last.end().records() != records) {
            found(
                    AuditFinding.Kind.MISSING,
                    0,
                    "there are " + records + " records, and were " + last.end().records());
        }
        if (!last.end().digest().equals(HexFormat.of().formatHex(digest.digest()))) {
            found(
                    AuditFinding.Kind.CHANGED,
                    0,
                    "the lines are not those that were exported: something in them was changed");
        }
        SignedHead head = last.head();
        if (isChained && head == null) {
            found(AuditFinding.Kind.CUT, 0, "the head is missing in the last line");
        } else if (head != null) {
            ofHead(head, keys, "the head in the last line").ifPresent(this::found);
            checkHead(head);
        }
    }

    private void checkHead(SignedHead head) {
        boolean fits =
                chain.last()
                        .map(record ->
                                record.number() == head.head().number()
                                        && record.hash().equals(head.head().hash()))
                        .orElse(true);
        if (!fits) {
            found(
                    AuditFinding.Kind.CUT,
                    lastNumber + 1,
                    "the last record is not the one that the head names, which is record "
                            + head.head().number());
        }
    }

    private void checkSignature(AuditLine.End last) {
        switch (AuditKey.check(
                last.signature(), AuditKey.EXPORT, AuditExportWriter.content(last.end()), keys)) {
            case VALID -> {}
            case OTHER_KEY ->
                    found(
                            AuditFinding.Kind.OTHER_KEY,
                            0,
                            "the last line is not signed with the given key");
            case FORGED ->
                    found(
                            AuditFinding.Kind.FORGED,
                            0,
                            "the signature in the last line does not belong to what it says");
        }
    }

    private static Optional<AuditFinding> ofHead(
            SignedHead head, List<AuditPublicKey> keys, String which) {
        return switch (AuditKey.check(
                head.signature(), AuditKey.HEAD, AuditExportWriter.content(head.head()), keys)) {
            case VALID -> Optional.empty();
            case OTHER_KEY ->
                    Optional.of(
                            new AuditFinding(
                                    AuditFinding.Kind.OTHER_KEY,
                                    0,
                                    which + " is not signed with the given key"));
            case FORGED ->
                    Optional.of(
                            new AuditFinding(
                                    AuditFinding.Kind.FORGED,
                                    0,
                                    which + " is forged: its signature does not belong to it"));
        };
    }

    private void found(AuditFinding.Kind kind, long number, String detail) {
        found(new AuditFinding(kind, number, detail));
    }

    /* Only the first counts. */
    private void found(AuditFinding first) {
        if (finding == null) {
            finding = first;
        }
    }
}
