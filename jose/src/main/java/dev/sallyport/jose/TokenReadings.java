package dev.sallyport.jose;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What verified tokens mean to whoever asks, remembered, so that a token sent with every request
 * costs its signature once. Thread-safe, without locks.
 *
 * <p>Tokens are remembered by their SHA-256, never by their text. A remembered token is judged anew
 * each time by what may have changed: the time, and whether its key is still one of its issuer's.
 * Refused tokens are not remembered, so nobody can fill this with anything.
 *
 * @param <T> what a token is turned into
 */
public final class TokenReadings<T> {

    /*
     * A table with one place for each remainder of the hash; who comes later takes the place. Its size is its bound, and what
     * is lost costs one more verification.
     */

    /** What came of looking at a token. */
    public sealed interface Reading<T> {

        /**
         * It is to be believed.
         *
         * @param value what it was turned into
         */
        record Read<T>(T value) implements Reading<T> {}

        /**
         * It is not believed.
         *
         * @param why the first reason found
         */
        record Refused<T>(TokenRefusal why) implements Reading<T> {}
    }

    private static final class Place<T> {
        private final byte[] hash;
        private final VerifiedToken token;
        private final Reading<T> reading;

        Place(byte[] hash, VerifiedToken token, Reading<T> reading) {
            this.hash = hash;
            this.token = token;
            this.reading = reading;
        }
    }

    private static final int MOST_PLACES = 1 << 20;

    private final TokenVerifier verifier;
    private final Function<VerifiedToken, T> meaning;
    private final AtomicReferenceArray<@Nullable Place<T>> places;
    private final ThreadLocal<MessageDigest> digests =
            ThreadLocal.withInitial(TokenReadings::sha256);

    /**
     * Remembers readings.
     *
     * @param verifier verifies what is not remembered
     * @param meaning turns a verified token into a value; called once for each, by any thread
     * @param size how many tokens are remembered at most, 1 to 1,048,576; rounded up to a power of
     *     two
     * @throws IllegalArgumentException if the size is outside its range
     */
    public TokenReadings(TokenVerifier verifier, Function<VerifiedToken, T> meaning, int size) {
        if (size < 1 || size > MOST_PLACES) {
            throw new IllegalArgumentException("1 to 1048576 tokens can be remembered");
        }
        this.verifier = verifier;
        this.meaning = meaning;
        places = new AtomicReferenceArray<>(Integer.highestOneBit(size * 2 - 1));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** Returns what a token means if it is to be believed now, or why it is not. */
    public Reading<T> read(String token) {
        if (token.length() > verifier.longest()) {
            return new Reading.Refused<>(TokenRefusal.TOO_LONG);
        }
        /* What is no ASCII becomes `?`, which no verified token holds. */
        byte[] hash = digests.get().digest(token.getBytes(StandardCharsets.US_ASCII));
        int number = placeOf(hash);
        Place<T> place = places.get(number);
        if (place != null && Arrays.equals(place.hash, hash)) {
            TokenRefusal why = verifier.refusalNow(place.token);
            if (why == null) {
                return place.reading;
            }
            places.compareAndSet(number, place, null);
        }
        return switch (verifier.verify(token)) {
            case Verification.Refused(TokenRefusal why) -> new Reading.Refused<>(why);
            case Verification.Verified(VerifiedToken verified) -> {
                Reading<T> reading = new Reading.Read<>(meaning.apply(verified));
                places.set(number, new Place<>(hash, verified, reading));
                yield reading;
            }
        };
    }

    private int placeOf(byte[] hash) {
        int start = (hash[0] & 0xFF) << 24 | (hash[1] & 0xFF) << 16 | (hash[2] & 0xFF) << 8;
        return (start | hash[3] & 0xFF) & (places.length() - 1);
    }
}
