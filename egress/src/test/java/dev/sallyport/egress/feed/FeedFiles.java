package dev.sallyport.egress.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/* The documents of publishers, as they were on known days; skipped without. */
final class FeedFiles {

    private FeedFiles() {}

    static Path folder() {
        Path folder =
                Path.of(System.getProperty("sallyport.shared-data", "../../shared/data"))
                        .resolve("cloud-feeds");
        Assumptions.assumeTrue(
                Files.isDirectory(folder), "SKIPPED: there is no shared data at " + folder);
        return folder;
    }

    static byte[] bytes(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return file.toString().endsWith(".gz")
                    ? new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes()
                    : bytes;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static List<Path> in(String provider, String glob) {
        try (var files = Files.newDirectoryStream(folder().resolve(provider), glob)) {
            return Stream.of(files).flatMap(all -> toList(all).stream()).sorted().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<Path> toList(Iterable<Path> files) {
        List<Path> all = new ArrayList<>();
        files.forEach(all::add);
        return all;
    }

    static FeedContent read(Path file) {
        return read(bytes(file), null);
    }

    static FeedContent read(byte[] bytes, @Nullable FeedFormat format) {
        FeedReading reading = FeedReader.read(bytes, format, FeedLimits.DEFAULT);
        assertThat(reading).isInstanceOf(FeedReading.Read.class);
        return ((FeedReading.Read) reading).content();
    }
}
