package dev.sallyport.gate;

import dev.sallyport.engine.host.HostName;
import dev.sallyport.engine.policy.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * The operator's rule by which a host name names a tenant, such as {@code {tenant}.example.com}.
 *
 * @param prefix what stands before the tenant id, lower case
 * @param suffix what stands behind it, lower case
 */
public record HostPattern(String prefix, String suffix) {

    private static final String PLACE = "{tenant}";

    /**
     * Returns the pattern that {@code text} denotes.
     *
     * @throws IllegalArgumentException if the text has not exactly one {@code {tenant}}, or is no
     *     host name (lower case, A-labels, no port, no trailing dot) once a tenant id takes its
     *     place
     */
    public static HostPattern parse(String text) {
        int at = text.indexOf(PLACE);
        String behind = at < 0 ? "" : text.substring(at + PLACE.length());
        String example = at < 0 ? "" : text.substring(0, at) + "t" + behind;
        HostName host = HostName.parse(example);
        boolean isHost = host != null && host.value().equals(example);
        if (at < 0 || behind.contains(PLACE) || !isHost) {
            throw new IllegalArgumentException(
                    "a host pattern is a host name in lower case with one `{tenant}` in it");
        }
        return new HostPattern(text.substring(0, at), behind);
    }

    /** Returns the tenant that a host names, or null if it is of another form. */
    public @Nullable TenantId tenantOf(HostName name) {
        String host = name.value();
        int end = host.length() - suffix.length();
        if (end <= prefix.length() || !host.startsWith(prefix) || !host.endsWith(suffix)) {
            return null;
        }
        String id = host.substring(prefix.length(), end);
        return TenantId.isValid(id) ? new TenantId(id) : null;
    }

    @Override
    public String toString() {
        return prefix + PLACE + suffix;
    }
}
