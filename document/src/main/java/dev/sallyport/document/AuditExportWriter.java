package dev.sallyport.document;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sallyport.control.audit.AuditHead;
import dev.sallyport.control.audit.AuditKey;
import dev.sallyport.control.audit.AuditRecord;
import dev.sallyport.control.audit.ExportEnd;
import dev.sallyport.control.audit.SignedHead;
import dev.sallyport.engine.policy.TenantId;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Writes an export of the audit log: a record a line, then a signed line about them all. An export
 * of all records carries the chain of hashes; one of a tenant's does not, because the hashes are
 * over records of others and of what a tenant does not see. Not for several threads.
 */
public final class AuditExportWriter {

    private final OutputStream output;
    private final @Nullable TenantId tenant;
    private final MessageDigest digest;
    private long records;

    /**
     * Writes to {@code output}, which stays open.
     *
     * @param tenant whose records, or null for all
     */
    public AuditExportWriter(OutputStream output, @Nullable TenantId tenant) {
        this.output = output;
        this.tenant = tenant;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /**
     * Writes a record.
     *
     * @throws IOException if the output cannot be written
     */
    public void record(AuditRecord record) throws IOException {
        String line = tenant == null ? AuditWriter.line(record) : AuditWriter.lineOfTenant(record);
        byte[] bytes = (line + "\n").getBytes(US_ASCII);
        digest.update(bytes);
        output.write(bytes);
        records++;
    }

    /**
     * Writes the last line.
     *
     * @param after the number behind which the export begins
     * @param head how far the log went, and when
     * @throws IOException if the output cannot be written
     */
    public void end(long after, AuditHead head, AuditKey key) throws IOException {
        String sum = HexFormat.of().formatHex(digest.digest());
        Instant at = head.at();
        ExportEnd end = new ExportEnd(tenant, after, head.number(), records, sum, at);
        String signature = key.sign(AuditKey.EXPORT, content(end));
        SignedHead signed = tenant == null ? sign(head, key) : null;
        String line =
                JsonText.asciiOf(json ->
                        json.object(() ->
                                json.object(
                                        "end",
                                        () -> {
                                            members(json, end).member("signature", signature);
                                            if (signed == null) {
                                                json.nothing("head");
                                            } else {
                                                json.object("head", () -> members(json, signed));
                                            }
                                        })));
        output.write((line + "\n").getBytes(US_ASCII));
        output.flush();
    }

    /** Returns a head with its signature. */
    public static SignedHead sign(AuditHead head, AuditKey key) {
        return new SignedHead(head, key.sign(AuditKey.HEAD, content(head)));
    }

    /** Returns the document of a signed head. */
    public static String write(SignedHead head) {
        return JsonText.asciiOf(json -> json.object(() -> members(json, head)));
    }

    /** Returns what is signed of a head. */
    public static String content(AuditHead head) {
        return JsonText.asciiOf(json -> json.object(() -> members(json, head)));
    }

    /** Returns what is signed at the end of an export. */
    public static String content(ExportEnd end) {
        return JsonText.asciiOf(json -> json.object(() -> members(json, end)));
    }

    static void members(JsonText json, SignedHead signed) {
        members(json, signed.head());
        json.member("signature", signed.signature());
    }

    private static void members(JsonText json, AuditHead head) {
        json.member("number", head.number())
                .member("hash", head.hash())
                .member("at", head.at().toString());
    }

    private static JsonText members(JsonText json, ExportEnd end) {
        TenantId whose = end.tenant();
        return json.member("tenant", whose == null ? null : whose.value())
                .member("after", end.after())
                .member("through", end.through())
                .member("records", end.records())
                .member("digest", end.digest())
                .member("at", end.at().toString());
    }
}
