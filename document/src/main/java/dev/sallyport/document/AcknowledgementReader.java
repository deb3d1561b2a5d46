package dev.sallyport.document;

import dev.sallyport.control.egress.Acknowledgement;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what an agent has signed. Strict and total as {@link PolicyReader}. */
public final class AcknowledgementReader {

    /**
     * What it says.
     *
     * @param said which serial was applied
     * @param sha256 the SHA-256 of the document it was, 64 lower-case hexadecimal digits
     */
    public record Content(Acknowledgement said, String sha256) {}

    private static final List<String> MEMBERS =
            List.of("region", "serial", "sha256", "appliedAt", "target");
    private static final int MAX_LENGTH = 100;

    private final JsonCursor cursor;
    private @Nullable String region;
    private @Nullable Long serial;
    private @Nullable String sha256;
    private @Nullable Instant appliedAt;
    private @Nullable String target;

    private AcknowledgementReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /** Returns what the bytes say, or their faults under {@code egress.acknowledgement-invalid}. */
    public static Outcome<Content> read(byte[] bytes, DocumentLimits limits, Instant receivedAt) {
        return JsonCursor.read(
                new ByteArrayInputStream(bytes),
                limits,
                ProblemCode.EGRESS_ACKNOWLEDGEMENT_INVALID,
                cursor -> new AcknowledgementReader(cursor).content(receivedAt));
    }

    private @Nullable Content content(Instant receivedAt) {
        JsonCursor.Members members = cursor.object(MEMBERS, this::member);
        cursor.require(members, "region", "serial", "sha256", "appliedAt", "target");
        return region == null
                        || serial == null
                        || sha256 == null
                        || appliedAt == null
                        || target == null
                ? null
                : new Content(
                        new Acknowledgement(region, serial, appliedAt, receivedAt, target), sha256);
    }

    private void member(String member) {
        switch (member) {
            case "region" -> region = cursor.rawText(MAX_LENGTH);
            case "serial" ->
                    serial =
                            cursor.wholeNumber(
                                    1,
                                    Long.MAX_VALUE / 10,
                                    ProblemCode.EGRESS_ACKNOWLEDGEMENT_INVALID);
            case "sha256" -> sha256 = cursor.rawText(MAX_LENGTH);
            case "appliedAt" -> appliedAt = Instants.readRequired(cursor);
            case "target" -> target = cursor.text(Acknowledgement.LONGEST_TARGET);
            default -> throw new IllegalStateException("a member is known and not read");
        }
    }
}
