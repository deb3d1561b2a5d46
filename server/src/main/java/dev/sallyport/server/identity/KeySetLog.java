package dev.sallyport.server.identity;

import dev.sallyport.jose.KeySetFailure;
import dev.sallyport.jose.KeySetListener;
import dev.sallyport.jose.KeySetState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs when it begins or ceases to stand well with an issuer's keys, and what of a new set is left
 * out; not every request.
 */
public final class KeySetLog implements KeySetListener {

    private static final Logger LOG = LoggerFactory.getLogger(KeySetLog.class);

    private final String whose;

    /**
     * Logs.
     *
     * @param whose the issuer's tokens, for people
     */
    public KeySetLog(String whose) {
        this.whose = whose;
    }

    @Override
    public void changed(KeySetState before, KeySetState now) {
        KeySetFailure failure = now.failure();
        if (failure != null) {
            boolean isNew = before.failure() == null || !failure.equals(before.failure());
            if (isNew) {
                LOG.warn(
                        "the keys of {} cannot be fetched: {}; {}",
                        whose,
                        failure.detail(),
                        now.keys().size() == 0
                                ? "every token is refused until they are"
                                : "the last good ones count until they are too old");
            }
            return;
        }
        if (before.failure() != null || before.fetchedAt() == null) {
            LOG.info("the keys of {} were fetched: {}", whose, now.keys().size());
        }
        if (!now.keys().notes().equals(before.keys().notes())) {
            now.keys().notes().forEach(note -> LOG.warn("the keys of {}: {}", whose, note));
        }
    }
}
