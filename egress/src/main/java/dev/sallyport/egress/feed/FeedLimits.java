package dev.sallyport.egress.feed;

import dev.sallyport.engine.address.IpFamily;
import org.jspecify.annotations.Nullable;

/**
 * What an edition must be like to be taken.
 *
 * @param maxBytes the longest document in bytes, unpacked
 * @param maxEntries the most entries
 * @param minPrefixes the fewest prefixes, 1 or more
 * @param maxShrink the share, 0 to 1, of the prefixes of a family, and of its addresses, that may
 *     be gone since the edition before
 * @param family the one family that is expected, or null for any
 * @param reservedAllowed whether private and reserved addresses are taken
 */
public record FeedLimits(
        int maxBytes,
        int maxEntries,
        int minPrefixes,
        double maxShrink,
        @Nullable IpFamily family,
        boolean reservedAllowed) {

    /** The limits of whoever configures none: 32 MiB, 500,000 entries, 1 prefix, 25 %. */
    public static final FeedLimits DEFAULT =
            new FeedLimits(32 << 20, 500_000, 1, 0.25, null, false);

    /** Returns these limits for addresses of one family only; any if null. */
    public FeedLimits of(@Nullable IpFamily only) {
        return new FeedLimits(maxBytes, maxEntries, minPrefixes, maxShrink, only, reservedAllowed);
    }
}
