package dev.sallyport.engine.channel;

import dev.sallyport.engine.policy.ChannelId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The declared channels in the form that classifies request paths, semantics section 8. Immutable,
 * safe for use by many threads.
 */
public final class ChannelTable {

    /** The table without declarations: every unambiguous path belongs to {@code other}. */
    public static final ChannelTable EMPTY = new ChannelTable(List.of());

    private record Prefix(String path, Channel channel) {}

    private final List<ChannelDeclaration> declarations;
    private final Prefix[] prefixes;

    /**
     * Knows the given declarations.
     *
     * @throws IllegalArgumentException if they have {@link #faults}
     */
    public ChannelTable(List<ChannelDeclaration> declarations) {
        List<ChannelFault> faults = faults(declarations);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(faults.getFirst().message());
        }
        this.declarations = List.copyOf(declarations);
        prefixes =
                this.declarations.stream()
                        .flatMap(declaration ->
                                declaration.paths().stream()
                                        .map(path ->
                                                new Prefix(path, Channel.of(declaration.id()))))
                        .sorted((one, other) ->
                                Integer.compare(other.path().length(), one.path().length()))
                        .toArray(Prefix[]::new);
    }

    /**
     * Returns why the declarations cannot be used, in the order they are written; empty if they
     * can.
     *
     * <p>A path prefix begins with {@code /} and is written decoded: without empty and dot
     * segments, {@code %}, {@code ;}, <code>&#92;</code>, {@code ?}, {@code #} and control
     * characters. No path and no channel is declared twice, and {@code other} not at all.
     */
    public static List<ChannelFault> faults(List<ChannelDeclaration> declarations) {
        return DeclarationCheck.faults(declarations);
    }

    /** Returns the declarations this table was made of. */
    public List<ChannelDeclaration> declarations() {
        return declarations;
    }

    /** Returns whether {@code id} is declared or built in. */
    public boolean knows(ChannelId id) {
        return id.equals(ChannelId.OTHER)
                || declarations.stream().anyMatch(declaration -> declaration.id().equals(id));
    }

    /**
     * Returns the channel of a request: that of the longest declared prefix of its path, or {@code
     * other} if there is none.
     *
     * <p>The query is cut off and the path decoded once; case counts. A prefix matches on segment
     * borders: {@code /saml} matches {@code /saml} and {@code /saml/x}, not {@code /samlx}; {@code
     * /saml/} matches {@code /saml/} and {@code /saml/x}, not {@code /saml}.
     *
     * <p>Ambiguous is a path that is missing or does not begin with {@code /}, has an empty or dot
     * segment, a bad escape (bytes that are no UTF-8 included), one of {@code %2e %2f %5c %00 %25},
     * {@code ;} or <code>&#92;</code>, and also one with {@code #}, white space or a character
     * outside ASCII that is not escaped, or a control character, escaped or not. An empty segment
     * behind the last slash is none.
     *
     * @param target path and query as the client sent them, or null if they are not known
     */
    public Channel classify(@Nullable CharSequence target) {
        return classifyDecoded(target == null ? null : RequestPath.decode(target));
    }

    /**
     * Returns the channel of a request whose path has been decoded.
     *
     * @param path what {@link RequestPath#decode} has returned, or a path made of whole segments of
     *     it; null is ambiguous
     */
    public Channel classifyDecoded(@Nullable String path) {
        if (path == null) {
            return Channel.AMBIGUOUS;
        }
        for (Prefix prefix : prefixes) {
            if (onSegmentBorder(path, prefix.path())) {
                return prefix.channel();
            }
        }
        return Channel.OTHER;
    }

    private static boolean onSegmentBorder(String path, String prefix) {
        return path.startsWith(prefix)
                && (prefix.endsWith("/")
                        || path.length() == prefix.length()
                        || path.charAt(prefix.length()) == '/');
    }
}
