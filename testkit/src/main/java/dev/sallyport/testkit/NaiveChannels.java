package dev.sallyport.testkit;

import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.channel.ChannelDeclaration;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The channel of a path as in semantics section 8, written from that page alone.
 *
 * <p>Where the page leaves room, this reads it so: escapes are read as octets and compared with the
 * UTF-8 octets of a declared prefix; a declared prefix that ends with {@code /} holds what begins
 * with it; an empty path and one without a leading {@code /} are no path of this kind and
 * ambiguous; if two channels declare the same prefix, that path is ambiguous.
 */
public final class NaiveChannels {

    private NaiveChannels() {}

    /**
     * Returns the channel.
     *
     * @param target path and query as the client sent them, or null if they are not known
     */
    public static Channel channel(List<ChannelDeclaration> declarations, @Nullable String target) {
        // "A missing path is ambiguous"
        if (target == null) {
            return Channel.AMBIGUOUS;
        }
        // "The query is cut off first."
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        // "or an absolute form"
        if (!path.startsWith("/")) {
            return Channel.AMBIGUOUS;
        }
        // "a path with an empty segment (//), a dot segment, ;, \"
        if (path.contains("//")
                || path.contains(";")
                || path.contains("\\")
                || hasDotSegment(path)) {
            return Channel.AMBIGUOUS;
        }
        // "any of %2e %2f %5c %00 %25"
        String lower = path.toLowerCase(Locale.ROOT);
        for (String escape : List.of("%2e", "%2f", "%5c", "%00", "%25")) {
            if (lower.contains(escape)) {
                return Channel.AMBIGUOUS;
            }
        }
        // "after one decoding", "a bad escape"
        Optional<String> decoded = decode(path);
        return decoded.isEmpty() ? Channel.AMBIGUOUS : longest(declarations, decoded.get());
    }

    private static boolean hasDotSegment(String path) {
        return NaiveAddressText.split(path, '/').stream()
                .anyMatch(segment -> segment.equals(".") || segment.equals(".."));
    }

    /* The octets of the path, one character each. */
    private static Optional<String> decode(String path) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        int i = 0;
        while (i < path.length()) {
            if (path.charAt(i) != '%') {
                int next = path.offsetByCodePoints(i, 1);
                octets.writeBytes(path.substring(i, next).getBytes(StandardCharsets.UTF_8));
                i = next;
                continue;
            }
            if (i + 2 >= path.length()
                    || !isHex(path.charAt(i + 1))
                    || !isHex(path.charAt(i + 2))) {
                return Optional.empty();
            }
            octets.write(Integer.parseInt(path.substring(i + 1, i + 3), 16));
            i += 3;
        }
        return Optional.of(octets.toString(StandardCharsets.ISO_8859_1));
    }

    private static boolean isHex(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    /* "A channel is chosen by the longest declared path prefix on segment borders, case-sensitive" */
    private static Channel longest(List<ChannelDeclaration> declarations, String path) {
        Channel best = Channel.OTHER;
        int length = 0;
        for (ChannelDeclaration declaration : declarations) {
            for (String declared : declaration.paths()) {
                String prefix =
                        new String(
                                declared.getBytes(StandardCharsets.UTF_8),
                                StandardCharsets.ISO_8859_1);
                if (!holds(prefix, path)) {
                    continue;
                }
                Channel channel = Channel.of(declaration.id());
                if (prefix.length() > length) {
                    best = channel;
                    length = prefix.length();
                } else if (prefix.length() == length && !channel.equals(best)) {
                    best = Channel.AMBIGUOUS;
                }
            }
        }
        return best;
    }

    private static boolean holds(String prefix, String path) {
        return path.startsWith(prefix)
                && (prefix.endsWith("/")
                        || path.length() == prefix.length()
                        || path.charAt(prefix.length()) == '/');
    }
}
