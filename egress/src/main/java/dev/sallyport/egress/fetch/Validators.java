package dev.sallyport.egress.fetch;

import org.jspecify.annotations.Nullable;

/**
 * By what a server recognises the version that somebody has (RFC 9110 section 8.8).
 *
 * @param entityTag the entity tag as it was sent, quotes included; null for none
 * @param lastModified the date as it was sent; null for none
 */
public record Validators(@Nullable String entityTag, @Nullable String lastModified) {

    /** There is no version to compare with. */
    public static final Validators NONE = new Validators(null, null);

    private static final int LONGEST = 512;

    /** Drops what could not be sent back: longer than 512 characters or not printable ASCII. */
    public Validators {
        entityTag = usable(entityTag);
        lastModified = usable(lastModified);
    }

    private static @Nullable String usable(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > LONGEST) {
            return null;
        }
        return text.chars().allMatch(c -> c >= ' ' && c <= '~') ? text : null;
    }
}
