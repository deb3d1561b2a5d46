package dev.sallyport.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/*
 * The right to use a data folder, for one process at a time. The operating system holds it and gives it back when the
 * process ends, however it ends; the file with the process id beside it only serves the message to the next one.
 */
final class FolderLock implements AutoCloseable {

    private static final String LOCK_FILE = "sallyport.lock";
    private static final String PROCESS_FILE = "sallyport.pid";

    private final FileChannel channel;
    private final Path processFile;

    private FolderLock(FileChannel channel, Path processFile) {
        this.channel = channel;
        this.processFile = processFile;
    }

    /**
     * Returns the right to use {@code folder}.
     *
     * @throws StoreRefusedException if another process, or another part of this one, has it, or the
     *     folder cannot be written
     */
    static FolderLock take(Path folder) {
        Path processFile = folder.resolve(PROCESS_FILE);
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(
                            folder.resolve(LOCK_FILE),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw inUse(folder, processFile);
            }
            Files.writeString(processFile, ProcessHandle.current().pid() + "\n", US_ASCII);
            return new FolderLock(channel, processFile);
        } catch (IOException failed) {
            throw new StoreRefusedException(
                    "data folder `" + folder + "` cannot be written",
                    "create it, or give its owner the right to write",
                    failed);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static StoreRefusedException inUse(Path folder, Path processFile) throws IOException {
        String holder =
                Files.isReadable(processFile)
                        ? Files.readString(processFile, US_ASCII).strip()
                        : "";
        String process = holder.matches("\\d{1,10}") ? "process " + holder : "another process";
        return new StoreRefusedException(
                "data folder `" + folder + "` is in use by " + process,
                "stop that process, or use another folder");
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(processFile);
            channel.close();
        } catch (IOException failed) {
            throw new StoreRefusedException(
                    "the lock of the data folder cannot be given back",
                    "it ends with the process",
                    failed);
        }
    }
}
