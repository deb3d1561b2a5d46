package dev.sallyport.server.egress;

import dev.sallyport.control.egress.EgressTerms;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How our own addresses are published.
 *
 * @param terms what is promised, and how much there may be
 * @param publisher the origin under which everybody reaches this API, such as {@code
 *     https://saas.example}; null for the address it listens on
 * @param maxAge how long others may keep what they fetched
 * @param keyOverlap how long a key and its successor are both believed
 * @param listeners how many may listen to changes at a time
 */
public record PublisherSettings(
        EgressTerms terms,
        @Nullable String publisher,
        Duration maxAge,
        Duration keyOverlap,
        int listeners) {}
