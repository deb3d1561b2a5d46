package dev.sallyport.egress.fetch;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What came of fetching a document. */
public sealed interface FetchResult {

    /**
     * A document.
     *
     * @param body its bytes, expanded if they were compressed
     * @param validators by what this version is recognised next time
     * @param place where it was in the end
     * @param date the time by the server's clock (RFC 9110 section 6.6.1); null if it said none
     */
    record Fetched(Body body, Validators validators, URI place, @Nullable Instant date)
            implements FetchResult {}

    /**
     * The version that was named is still the current one.
     *
     * @param date the time by the server's clock; null if it said none
     */
    record NotModified(@Nullable Instant date) implements FetchResult {}

    /**
     * There is none.
     *
     * @param failure why
     * @param detail in words: lower case, no final stop
     */
    record Failed(FetchFailure failure, String detail) implements FetchResult {
        /** Returns what happened with its code. */
        public String words() {
            return detail + " [" + failure.code() + "]";
        }
    }

    /** The bytes of a document. Immutable. */
    final class Body {

        private final byte[] bytes;

        /** Takes the bytes, which nobody else changes. */
        Body(byte[] bytes) {
            this.bytes = bytes;
        }

        /** Returns a copy of the bytes. */
        public byte[] bytes() {
            return bytes.clone();
        }

        /** Returns how many there are. */
        public int size() {
            return bytes.length;
        }
    }
}
