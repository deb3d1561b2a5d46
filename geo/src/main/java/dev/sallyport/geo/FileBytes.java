package dev.sallyport.geo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/* A whole file in memory: what happens to the file later does not matter. */
final class FileBytes {

    /** The longest file that is read, in bytes. */
    static final long MAX_BYTES = 512L << 20;

    /* The file's bytes, the reader's copy of them while it grows, and the table. */
    private static final int MEMORY_FACTOR = 5;

    private FileBytes() {}

    static byte[] read(Path file) throws GeoFileException {
        try {
            check(Files.readAttributes(file, BasicFileAttributes.class));
            try (InputStream stream = Files.newInputStream(file)) {
                byte[] bytes = stream.readNBytes((int) MAX_BYTES + 1);
                checkSize(bytes.length);
                return bytes;
            }
        } catch (NoSuchFileException missing) {
            throw new GeoFileException("it is not there", missing);
        } catch (IOException failed) {
            throw new GeoFileException("it cannot be read", failed);
        }
    }

    private static void check(BasicFileAttributes attributes) throws GeoFileException {
        if (attributes.isDirectory()) {
            throw new GeoFileException("it is a folder");
        }
        if (!attributes.isRegularFile()) {
            throw new GeoFileException("it is not an ordinary file");
        }
        checkSize(attributes.size());
    }

    private static void checkSize(long bytes) throws GeoFileException {
        if (bytes == 0) {
            throw new GeoFileException("it is empty");
        }
        if (bytes > MAX_BYTES) {
            throw new GeoFileException(
                    "it is longer than the " + (MAX_BYTES >> 20) + " MiB that are read");
        }
        long memory = Runtime.getRuntime().maxMemory();
        if (bytes > memory / MEMORY_FACTOR) {
            throw new GeoFileException(
                    "its "
                            + (bytes >> 20)
                            + " MiB are too long for a program that may use "
                            + (memory >> 20)
                            + " MiB of memory: about "
                            + MEMORY_FACTOR
                            + " times the length is needed");
        }
    }
}
