package dev.sallyport.control.port;

import dev.sallyport.control.explain.SharedExplanation;
import java.time.Instant;
import java.util.Optional;

/** Explanations that are shared by a link, under a digest of it. */
public interface SharedExplanations {

    /** Returns what is shared under a digest, also if it has expired. */
    Optional<SharedExplanation> find(String digest);

    /**
     * Keeps what is shared, and of its tenant only the newest {@code most}.
     *
     * @throws StorageException if there is no such tenant
     */
    void put(String digest, SharedExplanation shared, int most);

    /** Removes what has expired. */
    void purge(Instant now);
}
