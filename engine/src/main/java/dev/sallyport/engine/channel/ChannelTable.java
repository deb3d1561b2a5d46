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

    /** Knows the given declarations. */
    public ChannelTable(List<ChannelDeclaration> declarations) {
        this.declarations = List.copyOf(declarations);
        prefixes =
                declarations.stream()
                        .flatMap(declaration ->
                                declaration.paths().stream()
                                        .map(path ->
                                                new Prefix(path, Channel.of(declaration.id()))))
                        .sorted((one, other) ->
                                Integer.compare(other.path().length(), one.path().length()))
                        .toArray(Prefix[]::new);
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
     * Returns the channel of a request.
     *
     * @param target path and query as the client sent them, or null if they are not known
     */
    public Channel classify(@Nullable CharSequence target) {
        String path = target == null ? null : RequestPath.decode(target);
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
