package dev.sallyport.server.feed;

import dev.sallyport.egress.feed.FeedFormat;
import dev.sallyport.egress.feed.FeedSelector;
import dev.sallyport.engine.address.IpFamily;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a feed comes from.
 *
 * @param name its name: the provider, and behind a colon the family if it is of one only
 * @param provider the provider by whose name policies name its parts
 * @param format the format it must be in, or null if it is recognised
 * @param family the one family it must hold, or null for any
 * @param url where it is fetched, or null if it is a file
 * @param file where it lies, or null if it is fetched
 */
public record FeedSource(
        String name,
        String provider,
        @Nullable FeedFormat format,
        @Nullable IpFamily family,
        @Nullable URI url,
        @Nullable Path file) {

    /**
     * Returns the source that {@code PROVIDER[:FORMAT][:ipv4|ipv6]=PLACE} denotes; a place is a URL
     * with {@code https}, {@code http} to this machine, or a file.
     *
     * @throws IllegalArgumentException if the text is of another form; its message completes a
     *     sentence
     */
    public static FeedSource parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1 || equals == text.length() - 1) {
            throw new IllegalArgumentException("`" + text + "` is not written `PROVIDER=PLACE`");
        }
        String[] parts = text.substring(0, equals).split(":", -1);
        if (!FeedSelector.isProvider(parts[0])) {
            throw new IllegalArgumentException(
                    "`" + parts[0] + "` is no provider: lower-case letters, digits and hyphens");
        }
        FeedFormat format = null;
        IpFamily family = null;
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i];
            if (part.equals("ipv4") || part.equals("ipv6")) {
                family = part.equals("ipv4") ? IpFamily.IPV4 : IpFamily.IPV6;
            } else {
                format =
                        FeedFormat.named(part)
                                .orElseThrow(() ->
                                        new IllegalArgumentException(
                                                "`" + part + "` is no format and no family"));
            }
        }
        String name =
                family == null
                        ? parts[0]
                        : parts[0] + (family == IpFamily.IPV4 ? ":ipv4" : ":ipv6");
        String place = text.substring(equals + 1);
        return place.contains("://")
                ? new FeedSource(name, parts[0], format, family, url(place), null)
                : new FeedSource(name, parts[0], format, family, null, Path.of(place));
    }

    private static URI url(String text) {
        try {
            URI url = new URI(text);
            boolean isWeb =
                    "https".equalsIgnoreCase(url.getScheme())
                            || "http".equalsIgnoreCase(url.getScheme());
            if (!isWeb || url.getHost() == null || url.getUserInfo() != null) {
                throw new IllegalArgumentException(
                        "a place is a URL with `https` and a host, without user, or a file");
            }
            return url;
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException("`" + text + "` is no URL", malformed);
        }
    }

    /** Returns the place as it is shown: a URL without its query, which may hold a secret. */
    public String location() {
        if (url == null) {
            return String.valueOf(file);
        }
        String text = url.toString();
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query);
    }
}
