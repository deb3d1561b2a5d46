package dev.sallyport.server.feed;

import dev.sallyport.egress.fetch.FetchLimits;
import dev.sallyport.egress.fetch.FetchResult;
import dev.sallyport.egress.fetch.Fetcher;
import dev.sallyport.egress.fetch.Validators;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * Gets documents from where feeds come from: fetched on the condition that they changed, or read
 * from a file, gzip unpacked. Thread-safe; closed once.
 */
public final class FeedPlaces implements AutoCloseable {

    /** What a place gave. */
    sealed interface Answer {}

    /** What is known already is still what is there. */
    record Unchanged() implements Answer {}

    /**
     * Nothing.
     *
     * @param reason why, one sentence
     */
    record Failed(String reason) implements Answer {}

    /** A document, and by what its place recognises it. */
    static final class Document implements Answer {
        private final byte[] bytes;
        private final Validators validators;

        Document(byte[] bytes, Validators validators) {
            this.bytes = bytes;
            this.validators = validators;
        }

        /* Not copied: nobody changes it. */
        byte[] bytes() {
            return bytes;
        }

        Validators validators() {
            return validators;
        }
    }

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int REDIRECTS = 5;

    private final Fetcher fetcher;
    private final int maxBytes;

    /** Gets documents within the limits of the settings. */
    public FeedPlaces(FeedSettings settings) {
        maxBytes = settings.limits().maxBytes();
        Duration connect = settings.timeout().compareTo(CONNECT) < 0 ? settings.timeout() : CONNECT;
        fetcher =
                new Fetcher(
                        new FetchLimits(maxBytes, connect, settings.timeout(), REDIRECTS, false));
    }

    Answer get(FeedSource source, Validators known) {
        URI url = source.url();
        return url == null ? read(Objects.requireNonNull(source.file())) : fetch(url, known);
    }

    private Answer fetch(URI url, Validators known) {
        try {
            return switch (fetcher.fetch(url, known)) {
                case FetchResult.NotModified _ -> new Unchanged();
                case FetchResult.Failed failed -> new Failed(failed.words());
                case FetchResult.Fetched fetched ->
                        new Document(fetched.body().bytes(), fetched.validators());
            };
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Failed("the server is being stopped");
        }
    }

    private Answer read(Path file) {
        try (InputStream in = Files.newInputStream(file);
                InputStream plain = isGzip(file) ? new GZIPInputStream(in) : in) {
            return new Document(plain.readNBytes(maxBytes + 1), Validators.NONE);
        } catch (NoSuchFileException absent) {
            return new Failed("there is no file `" + file + "`");
        } catch (IOException unreadable) {
            return new Failed("file `" + file + "` cannot be read");
        }
    }

    private static boolean isGzip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(2);
            return start.length == 2 && start[0] == 0x1F && start[1] == (byte) 0x8B;
        }
    }

    @Override
    public void close() {
        fetcher.close();
    }
}
