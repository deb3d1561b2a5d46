package dev.sallyport.server.egress;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * A file as it is answered: its bytes, plain and compressed, made once. Immutable and safe for use
 * by many threads.
 */
public final class PublishedFile {

    /* RFC 9110 section 8.8.3.3: what is compressed is another representation, so its entity tag is another. */
    private static final String COMPRESSED = "-gzip";
    private static final int TAG_DIGITS = 32;

    private final String contentType;
    private final byte[] content;
    private final byte[] compressed;
    private final String sha256;
    private final Instant lastModified;
    private final String lastModifiedText;

    /**
     * Makes a file.
     *
     * @param contentType its media type
     * @param content its bytes
     * @param lastModified when it became what it is; told to the second
     */
    PublishedFile(String contentType, byte[] content, Instant lastModified) {
        this.contentType = contentType;
        this.content = content.clone();
        this.lastModified = Instant.ofEpochSecond(lastModified.getEpochSecond());
        sha256 = digest(content);
        compressed = compressed(content);
        lastModifiedText =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        this.lastModified.atOffset(ZoneOffset.UTC));
    }

    static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static byte[] compressed(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length / 4 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Returns the media type. */
    public String contentType() {
        return contentType;
    }

    /** Returns the SHA-256 of the plain bytes, in lower-case hexadecimal digits. */
    public String sha256() {
        return sha256;
    }

    /** Returns the strong entity tag with its quotes. */
    public String entityTag(boolean isCompressed) {
        return "\"" + sha256.substring(0, TAG_DIGITS) + (isCompressed ? COMPRESSED : "") + "\"";
    }

    /** Returns when it became what it is, to the second. */
    public Instant lastModified() {
        return lastModified;
    }

    /** Returns the same as a date of HTTP. */
    public String lastModifiedText() {
        return lastModifiedText;
    }

    /** Returns how many bytes are sent. */
    public int length(boolean isCompressed) {
        return isCompressed ? compressed.length : content.length;
    }

    /** Returns how many bytes of memory it takes. */
    int memory() {
        return content.length + compressed.length;
    }

    /** Returns the plain bytes. */
    byte[] content() {
        return content.clone();
    }

    /**
     * Writes the bytes.
     *
     * @throws IOException if they cannot be written
     */
    public void writeTo(OutputStream output, boolean isCompressed) throws IOException {
        output.write(isCompressed ? compressed : content);
    }
}
