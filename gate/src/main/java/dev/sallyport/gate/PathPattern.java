package dev.sallyport.gate;

import dev.sallyport.engine.channel.RequestPath;
import dev.sallyport.engine.policy.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * The operator's rule by which a path names a tenant, such as {@code /t/{tenant}}: whole segments,
 * the last of them the tenant's id.
 *
 * @param prefix what stands before the id, from the first {@code /} to the last
 */
public record PathPattern(String prefix) {

    private static final String PLACE = "{tenant}";

    /**
     * Returns the pattern that {@code text} denotes.
     *
     * @throws IllegalArgumentException if the text is no path, written decoded, whose last segment
     *     is {@code {tenant}}; a slash may stand behind it
     */
    public static PathPattern parse(String text) {
        String path = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        String prefix =
                path.endsWith("/" + PLACE) ? path.substring(0, path.length() - PLACE.length()) : "";
        if (prefix.isEmpty() || !prefix.equals(RequestPath.decode(prefix))) {
            throw new IllegalArgumentException(
                    "a path pattern is a path, written without escapes, whose last segment is"
                            + " `{tenant}`");
        }
        return new PathPattern(prefix);
    }

    /**
     * Returns the tenant that a decoded path names, or null if it is of another form. Case counts.
     */
    public @Nullable TenantId tenantOf(String path) {
        if (!path.startsWith(prefix)) {
            return null;
        }
        String id = path.substring(prefix.length(), segmentEnd(path));
        return TenantId.isValid(id) ? new TenantId(id) : null;
    }

    /**
     * Returns what stands behind the tenant of a decoded path that names one; {@code /} if nothing
     * does.
     */
    public String behindTenant(String path) {
        int end = segmentEnd(path);
        return end == path.length() ? "/" : path.substring(end);
    }

    private int segmentEnd(String path) {
        int slash = path.indexOf('/', prefix.length());
        return slash < 0 ? path.length() : slash;
    }

    @Override
    public String toString() {
        return prefix + PLACE;
    }
}
