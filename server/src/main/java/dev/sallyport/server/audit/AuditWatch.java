package dev.sallyport.server.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sallyport.control.audit.AuditFinding;
import dev.sallyport.control.audit.AuditHead;
import dev.sallyport.control.audit.AuditKey;
import dev.sallyport.control.audit.AuditRecord;
import dev.sallyport.control.audit.AuditTrail;
import dev.sallyport.control.audit.AuditVerification;
import dev.sallyport.control.audit.SignedHead;
import dev.sallyport.control.doctor.AuditChainCheck;
import dev.sallyport.control.port.StorageException;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.Problem;
import dev.sallyport.document.AuditExportWriter;
import dev.sallyport.document.AuditHeadReader;
import dev.sallyport.server.token.PrivateFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the audit log: verifies at the start that it goes on where it was left, and keeps its
 * signed head beside it. Safe for use by several threads.
 */
public final class AuditWatch implements AutoCloseable {

    /*
     * The head beside the database is what was there when somebody last looked, so the start verifies only what came after it,
     * and that the record it names is there still. Whoever can write the folder can write both, but without the key not a head
     * that fits; against whoever has the key too, only a head kept elsewhere helps.
     */

    /** The file of the last signed head in the data folder. */
    public static final String FILE = "audit.head";

    private static final Logger LOG = LoggerFactory.getLogger(AuditWatch.class);

    private final AuditTrail trail;
    private final AuditKey key;
    private final Path file;
    private final Clock clock;
    private final @Nullable AuditFinding finding;

    private AuditWatch(AuditTrail trail, AuditKey key, Path file, Clock clock) {
        this.trail = trail;
        this.key = key;
        this.file = file;
        this.clock = clock;
        finding = look().orElse(null);
    }

    /**
     * Returns a watch that has verified the log from its last known head on. What is wrong is said
     * in the log and by the doctor, and keeps nobody from deciding.
     *
     * @throws IOException if the key cannot be read or made
     */
    public static AuditWatch start(AuditTrail trail, Path folder, Clock clock) throws IOException {
        AuditWatch watch =
                new AuditWatch(trail, AuditKeyFile.in(folder), folder.resolve(FILE), clock);
        AuditFinding found = watch.finding;
        if (found == null) {
            watch.keep();
        } else {
            LOG.error("the audit log is not what it was: {}", found.detail());
        }
        return watch;
    }

    private Optional<AuditFinding> look() {
        SignedHead known;
        try (InputStream bytes = Files.newInputStream(file)) {
            switch (AuditHeadReader.read(bytes)) {
                case Outcome.Done<SignedHead>(SignedHead head) -> known = head;
                case Outcome.Refused<SignedHead>(Problem problem) -> {
                    return unreadable(problem.detail());
                }
            }
        } catch (NoSuchFileException firstStart) {
            return verified(0, List.of());
        } catch (IOException failed) {
            return unreadable(String.valueOf(failed.getMessage()));
        }
        return switch (AuditKey.check(
                known.signature(),
                AuditKey.HEAD,
                AuditExportWriter.content(known.head()),
                List.of(key.publicKey()))) {
            case VALID -> verified(Math.max(known.head().number() - 1, 0), List.of(known.head()));
            case OTHER_KEY ->
                    finding(
                            AuditFinding.Kind.OTHER_KEY,
                            "the head in `" + FILE + "` is not signed with the key of this folder");
            case FORGED ->
                    finding(
                            AuditFinding.Kind.FORGED,
                            "the signature in `" + FILE + "` does not belong to the head there");
        };
    }

    private static Optional<AuditFinding> unreadable(String why) {
        return finding(
                AuditFinding.Kind.UNREADABLE, "the head in `" + FILE + "` cannot be read: " + why);
    }

    private static Optional<AuditFinding> finding(AuditFinding.Kind kind, String detail) {
        return Optional.of(new AuditFinding(kind, 0, detail));
    }

    private Optional<AuditFinding> verified(long after, List<AuditHead> heads) {
        AuditVerification verification = new AuditVerification(heads);
        try {
            List<AuditRecord> records = trail.stretch(null, after, Long.MAX_VALUE);
            while (!records.isEmpty()) {
                records.forEach(verification::take);
                records = trail.stretch(null, records.getLast().number(), Long.MAX_VALUE);
            }
        } catch (StorageException unreadable) {
            return finding(
                    AuditFinding.Kind.UNREADABLE,
                    "a record behind record "
                            + verification.last().map(AuditRecord::number).orElse(after)
                            + " cannot be read");
        }
        return verification.finish(after);
    }

    /** Returns the key that heads are signed with. */
    public AuditKey key() {
        return key;
    }

    /** Returns how far the log goes now, signed. */
    public SignedHead head() {
        return AuditExportWriter.sign(trail.head(clock.instant()), key);
    }

    /** Writes the present head beside the log, unless that is not what it was. */
    public void keep() {
        if (finding != null) {
            return;
        }
        try {
            PrivateFile.write(file, (AuditExportWriter.write(head()) + "\n").getBytes(US_ASCII));
        } catch (IOException failed) {
            LOG.warn("the head of the audit log cannot be written beside it", failed);
        }
    }

    /** Returns what the doctor looks at. */
    public AuditChainCheck check() {
        return new AuditChainCheck(finding);
    }

    @Override
    public void close() {
        keep();
    }
}
