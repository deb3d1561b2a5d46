package dev.sallyport.server.decision;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * A file of lines that only its owner may read, and the ones before it: NAME, NAME.1, NAME.2 …, the highest the oldest. By one
 * thread only.
 *
 * Lines are written in batches, and a batch is in one file. Writing may fail at any byte; calling again with the same buffer
 * goes on where it stopped. A file that somebody has moved or removed meanwhile is begun anew.
 */
final class LogFile implements AutoCloseable {

    private static final Set<PosixFilePermission> FOR_OWNER =
            PosixFilePermissions.fromString("rw-------");
    private static final byte LINE_END = '\n';

    private final Path path;
    private final long maxBytes;
    private final int files;
    private @Nullable FileChannel channel;
    private @Nullable Object key;
    private boolean isRegular;

    LogFile(Path path, long maxBytes, int files) {
        this.path = path;
        this.maxBytes = maxBytes;
        this.files = files;
    }

    /** Gets ready for a batch of so many bytes: the file is open and the batch fits. */
    void begin(int bytes) throws IOException {
        if (channel != null && !isTheOneAtPath()) {
            close();
        }
        boolean isNew = channel == null;
        FileChannel open = opened();
        if (isRegular && open.size() > 0 && open.size() + bytes > maxBytes) {
            close();
            rotate();
            open = opened();
        }
        if (isNew && isRegular && open.size() > 0 && lastByte() != LINE_END) {
            ByteBuffer end = ByteBuffer.wrap(new byte[] {LINE_END});
            while (end.hasRemaining()) {
                int _ = open.write(end);
            }
        }
    }

    /** Writes what remains of a batch that was begun. */
    void write(ByteBuffer batch) throws IOException {
        FileChannel open = opened();
        while (batch.hasRemaining()) {
            int _ = open.write(batch);
        }
    }

    private FileChannel opened() throws IOException {
        FileChannel open = channel;
        if (open != null && open.isOpen()) {
            return open;
        }
        boolean isPosix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes =
                isPosix
                        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(FOR_OWNER)}
                        : new FileAttribute<?>[0];
        open =
                FileChannel.open(
                        path,
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.APPEND),
                        attributes);
        channel = open;
        BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
        key = found.fileKey();
        isRegular = found.isRegularFile();
        if (isPosix && isRegular) {
            Path _ = Files.setPosixFilePermissions(path, FOR_OWNER);
        }
        return open;
    }

    private boolean isTheOneAtPath() {
        try {
            return Objects.equals(
                    Files.readAttributes(path, BasicFileAttributes.class).fileKey(), key);
        } catch (IOException gone) {
            return false;
        }
    }

    private byte lastByte() throws IOException {
        try (FileChannel reading = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return reading.read(last, reading.size() - 1) == 1 ? last.get(0) : LINE_END;
        }
    }

    private void rotate() throws IOException {
        for (int number = files - 1; number > 0; number--) {
            Path from = number == 1 ? path : numbered(number - 1);
            if (Files.exists(from)) {
                Path _ = Files.move(from, numbered(number), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        boolean _ = Files.deleteIfExists(path);
    }

    private Path numbered(int number) {
        return path.resolveSibling(path.getFileName() + "." + number);
    }

    @Override
    public void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }
}
