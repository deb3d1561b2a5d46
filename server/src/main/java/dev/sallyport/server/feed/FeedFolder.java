package dev.sallyport.server.feed;

import dev.sallyport.egress.feed.FeedContent;
import dev.sallyport.egress.feed.FeedLimits;
import dev.sallyport.egress.feed.FeedReader;
import dev.sallyport.egress.feed.FeedReading;
import dev.sallyport.egress.fetch.Validators;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/*
 * The last good edition of each feed, on disk: the document as it came, gzipped, behind a head that says since when it is in force
 * and by what its place recognises it. A file is replaced whole, so that a crash leaves the old one or the new one.
 */
final class FeedFolder {

    private static final int VERSION = 1;

    private final Path folder;

    FeedFolder(Path folder) {
        this.folder = folder;
    }

    private Path file(FeedSource source) {
        return folder.resolve(source.name().replace(':', '.') + ".feed");
    }

    /** Keeps an edition in place of the one before; on disk when this returns. */
    void keep(FeedSource source, FeedEdition edition, byte[] document) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
            out.writeInt(VERSION);
            out.writeUTF(edition.since().toString());
            out.writeUTF(edition.confirmedAt().toString());
            out.writeUTF(orEmpty(edition.validators().entityTag()));
            out.writeUTF(orEmpty(edition.validators().lastModified()));
            out.writeInt(document.length);
            out.write(document);
        }
        Files.createDirectories(folder);
        Path next = Files.createTempFile(folder, "next", ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(bytes.toByteArray()));
                channel.force(true);
            }
            Files.move(
                    next,
                    file(source),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /**
     * Returns the edition that was kept last, or null if there is none.
     *
     * @throws IOException if there is one that cannot be read
     */
    @Nullable FeedEdition last(FeedSource source, FeedLimits limits) throws IOException {
        Path file = file(source);
        if (!Files.exists(file)) {
            return null;
        }
        try (DataInputStream in =
                new DataInputStream(
                        new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file))))) {
            if (in.readInt() != VERSION) {
                throw new IOException("it is of another version");
            }
            Instant since = Instant.parse(in.readUTF());
            Instant confirmed = Instant.parse(in.readUTF());
            Validators validators = new Validators(orNull(in.readUTF()), orNull(in.readUTF()));
            int length = in.readInt();
            byte[] document = in.readNBytes(Math.max(0, Math.min(length, limits.maxBytes())));
            if (document.length != length) {
                throw new IOException("it is cut off, or longer than allowed");
            }
            // What was taken once was judged then; whether it is of the format alone counts now.
            return switch (FeedReader.read(document, source.format(), limits)) {
                case FeedReading.Read(FeedContent content) ->
                        new FeedEdition(content, digest(content), since, confirmed, validators);
                case FeedReading.Refused(var objections) ->
                        throw new IOException(objections.getFirst().toString());
            };
        } catch (DateTimeException malformed) {
            throw new IOException("its head is damaged", malformed);
        }
    }

    /** Returns a text that differs where the entries of contents do. */
    static String digest(FeedContent content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            content.entries()
                    .forEach(entry -> {
                        for (String part :
                                List.of(
                                        entry.prefix().toString(),
                                        entry.region(),
                                        entry.service(),
                                        entry.direction().word(),
                                        entry.detail())) {
                            digest.update(part.getBytes(StandardCharsets.UTF_8));
                            digest.update((byte) 0);
                        }
                    });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
