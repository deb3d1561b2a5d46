package dev.sallyport.egress.feed;

import dev.sallyport.engine.policy.ListName;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which part of which feed a name means: {@code PROVIDER[/REGION[/SERVICE[/DIRECTION]]]}. A part
 * that is {@value #ANY} or left out means all. Regions and services are written as the publisher
 * writes them, with {@code -} for every character that is no ASCII letter, digit, {@code _}, {@code
 * .} or {@code -}; capital letters count. Directions are {@code outbound}, entries from which the
 * publisher may call, and {@code inbound}, entries at which it may be called.
 *
 * @param provider the name under which the feed is configured
 * @param region the region as it is written here, or null for all
 * @param service the service as it is written here, or null for all
 * @param direction {@link FeedDirection#OUTBOUND}, {@link FeedDirection#INBOUND}, or null for all
 */
public record FeedSelector(
        String provider,
        @Nullable String region,
        @Nullable String service,
        @Nullable FeedDirection direction) {

    private static final String PREFIX = "feed:";
    private static final String ANY = "*";
    private static final Pattern PROVIDER = Pattern.compile("[a-z0-9][a-z0-9-]{0,30}");
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_.-]{1,63}");

    /** Returns whether {@code text} could be the name of a provider. */
    public static boolean isProvider(String text) {
        return PROVIDER.matcher(text).matches();
    }

    /** Returns what the name of a list means, if it names a part of a feed and is well-formed. */
    public static Optional<FeedSelector> of(ListName name) {
        return name.value().startsWith(PREFIX)
                ? parse(name.value().substring(PREFIX.length()))
                : Optional.empty();
    }

    /** Returns what a name without {@code feed:} means, if it is well-formed. */
    public static Optional<FeedSelector> parse(String text) {
        List<String> parts = List.of(text.split("/", -1));
        if (parts.size() > 4 || !isProvider(parts.getFirst())) {
            return Optional.empty();
        }
        for (String part : parts.subList(1, parts.size())) {
            if (!part.equals(ANY) && !PART.matcher(part).matches()) {
                return Optional.empty();
            }
        }
        FeedDirection direction = null;
        if (parts.size() == 4 && !parts.get(3).equals(ANY)) {
            direction =
                    switch (parts.get(3)) {
                        case "outbound" -> FeedDirection.OUTBOUND;
                        case "inbound" -> FeedDirection.INBOUND;
                        default -> FeedDirection.UNSTATED;
                    };
            if (direction == FeedDirection.UNSTATED) {
                return Optional.empty();
            }
        }
        return Optional.of(
                new FeedSelector(parts.getFirst(), part(parts, 1), part(parts, 2), direction));
    }

    private static @Nullable String part(List<String> parts, int at) {
        return at >= parts.size() || parts.get(at).equals(ANY) ? null : parts.get(at);
    }

    /** Returns whether an entry of that provider's feed is meant. */
    public boolean matches(FeedEntry entry) {
        return (region == null || region.equals(written(entry.region())))
                && (service == null || service.equals(written(entry.service())))
                && (direction == null
                        || (direction == FeedDirection.OUTBOUND
                                ? entry.direction().mayCall()
                                : entry.direction().mayBeCalled()));
    }

    /** Returns a region or service of a feed as it is written in a name. */
    public static String written(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        StringBuilder written = new StringBuilder();
        text.codePoints()
                .forEach(c -> written.append(c < 128 && isPlain((char) c) ? (char) c : '-'));
        return written.toString();
    }

    private static boolean isPlain(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '_'
                || c == '.'
                || c == '-';
    }
}
