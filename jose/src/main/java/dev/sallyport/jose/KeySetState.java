package dev.sallyport.jose;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with the keys of an issuer.
 *
 * @param keys the last good ones, {@link KeySet#NONE} if there never were any
 * @param fetchedAt when they were fetched, or null
 * @param failure why the last request failed, or null if it did not
 * @param failures how many requests have failed since the last good answer
 */
public record KeySetState(
        KeySet keys, @Nullable Instant fetchedAt, @Nullable KeySetFailure failure, int failures) {

    static final KeySetState START = new KeySetState(KeySet.NONE, null, null, 0);

    KeySetState fetched(KeySet newKeys, Instant now) {
        return new KeySetState(newKeys, now, null, 0);
    }

    KeySetState failed(KeySetFailure why) {
        return new KeySetState(keys, fetchedAt, why, failures + 1);
    }
}
