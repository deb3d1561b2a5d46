package dev.sallyport.testkit;

import dev.sallyport.engine.channel.Channel;
import dev.sallyport.engine.channel.ChannelDeclaration;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The channel of a path as in semantics section 8, written from that page alone.
 *
 * <p>Where the page leaves room, this reads it so: escapes are octets of UTF-8; what has no place
 * in the path of a request target (RFC 3986 section 3.3: {@code #}, white space, control
 * characters, anything outside ASCII), an escaped control character and octets that are no UTF-8
 * make it ambiguous, since servers cut, translate or refuse them differently; a declared prefix
 * that ends with {@code /} holds what begins with it; an empty path is no path and ambiguous; if
 * two channels declare the same prefix, a path for which it is the longest is ambiguous.
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
        if (path.chars().anyMatch(c -> c <= ' ' || c >= 0x7F || c == '#')) {
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

    private static Optional<String> decode(String path) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) != '%') {
                octets.write(path.charAt(i));
                continue;
            }
            if (i + 2 >= path.length()
                    || !isHex(path.charAt(i + 1))
                    || !isHex(path.charAt(i + 2))) {
                return Optional.empty();
            }
            int octet = Integer.parseInt(path.substring(i + 1, i + 3), 16);
            if (octet < ' ' || octet == 0x7F) {
                return Optional.empty();
            }
            octets.write(octet);
            i += 2;
        }
        String decoded = octets.toString(StandardCharsets.UTF_8);
        boolean isUtf8 =
                Arrays.equals(decoded.getBytes(StandardCharsets.UTF_8), octets.toByteArray());
        return isUtf8 ? Optional.of(decoded) : Optional.empty();
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
                if (!holds(declared, path)) {
                    continue;
                }
                Channel channel = Channel.of(declaration.id());
                if (declared.length() > length) {
                    best = channel;
                    length = declared.length();
                } else if (declared.length() == length && !channel.equals(best)) {
                    best = Channel.AMBIGUOUS;
                }
            }
        }
        return best;
    }

    private static boolean holds(String declared, String path) {
        return path.startsWith(declared)
                && (declared.endsWith("/")
                        || path.length() == declared.length()
                        || path.charAt(declared.length()) == '/');
    }
}
