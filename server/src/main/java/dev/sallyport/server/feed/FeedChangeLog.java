package dev.sallyport.server.feed;

import dev.sallyport.control.feed.FeedChange;
import dev.sallyport.egress.feed.FeedDifference;
import dev.sallyport.engine.address.IpPrefix;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/*
 * What the last editions of a feed changed, the newest first, in a file beside the edition. The audit log says durably that there was
 * a change; this says more of the last ones, and is left alone if it cannot be written. Confined to the keeper's lock.
 */
final class FeedChangeLog {

    static final int MOST = 100;

    private static final int PREFIXES = 200;
    private static final int WORDS = 20;
    private static final int VERSION = 1;

    private final Path file;
    private List<FeedChange> changes = List.of();

    FeedChangeLog(Path folder, FeedSource source) {
        file = folder.resolve(source.name().replace(':', '.') + ".changes");
    }

    static FeedChange change(FeedDifference difference, String edition, Instant at) {
        return new FeedChange(
                at,
                edition,
                difference.added().size(),
                difference.removed().size(),
                difference.changed().size(),
                difference.words(WORDS),
                first(difference.added()),
                first(difference.removed()),
                first(difference.changed()));
    }

    private static List<String> first(List<IpPrefix> prefixes) {
        return prefixes.stream().limit(PREFIXES).map(IpPrefix::toString).toList();
    }

    List<FeedChange> all() {
        return changes;
    }

    void add(FeedChange change) throws IOException {
        List<FeedChange> longer = new ArrayList<>();
        longer.add(change);
        longer.addAll(changes.subList(0, Math.min(MOST - 1, changes.size())));
        changes = List.copyOf(longer);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(VERSION);
            out.writeInt(changes.size());
            for (FeedChange each : changes) {
                write(out, each);
            }
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.write(next, bytes.toByteArray());
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void write(DataOutputStream out, FeedChange each) throws IOException {
        out.writeUTF(each.at().toString());
        out.writeUTF(each.edition());
        out.writeInt(each.added());
        out.writeInt(each.removed());
        out.writeInt(each.changed());
        for (List<String> texts :
                List.of(
                        each.words(),
                        each.addedPrefixes(),
                        each.removedPrefixes(),
                        each.changedPrefixes())) {
            out.writeInt(texts.size());
            for (String text : texts) {
                out.writeUTF(text);
            }
        }
    }

    /** Reads what was written before a restart; nothing if there is nothing that can be read. */
    void read() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        List<FeedChange> read = new ArrayList<>();
        try (DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            if (in.readInt() != VERSION) {
                return;
            }
            int count = Math.min(MOST, in.readInt());
            for (int i = 0; i < count; i++) {
                read.add(
                        new FeedChange(
                                Instant.parse(in.readUTF()),
                                in.readUTF(),
                                in.readInt(),
                                in.readInt(),
                                in.readInt(),
                                texts(in),
                                texts(in),
                                texts(in),
                                texts(in)));
            }
        } catch (DateTimeException malformed) {
            throw new IOException("the changes are damaged", malformed);
        }
        changes = List.copyOf(read);
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > PREFIXES) {
            throw new IOException("the changes are damaged");
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(in.readUTF());
        }
        return texts;
    }
}
