package dev.sallyport.document;

import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.channel.ChannelDeclaration;
import dev.sallyport.engine.policy.ChannelId;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads declarations of channels, an array of {@code {"id", "paths"}}. Whether they go together is
 * judged where they are replaced. Strict and total as {@link PolicyReader}.
 */
public final class ChannelsReader {

    private static final int MAX_CHANNELS = 1_000;
    private static final int MAX_PATHS = 1_000;
    private static final int MAX_PATH_LENGTH = 500;

    private static final List<String> MEMBERS = List.of("id", "paths");

    private final JsonCursor cursor;
    private final List<ChannelDeclaration> declarations = new ArrayList<>();

    private ChannelsReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /**
     * Returns the declarations that the bytes hold, or their faults under {@code request.invalid}.
     * The stream is closed.
     */
    public static Outcome<List<ChannelDeclaration>> read(InputStream bytes, DocumentLimits limits) {
        return JsonCursor.read(
                bytes,
                limits,
                ProblemCode.REQUEST_INVALID,
                cursor -> new ChannelsReader(cursor).channels());
    }

    private List<ChannelDeclaration> channels() {
        cursor.array(
                MAX_CHANNELS,
                () -> {
                    ChannelDeclaration declaration = new DeclarationReader().declaration();
                    if (declaration != null) {
                        declarations.add(declaration);
                    }
                });
        return declarations;
    }

    private final class DeclarationReader {
        private @Nullable ChannelId id;
        private final List<String> paths = new ArrayList<>();

        @Nullable ChannelDeclaration declaration() {
            JsonCursor.Members members = cursor.object(MEMBERS, this::member);
            cursor.require(members, "id", "paths");
            return id == null ? null : new ChannelDeclaration(id, paths);
        }

        private void member(String name) {
            switch (name) {
                case "id" -> id = ScopeReader.channel(cursor);
                case "paths" ->
                        cursor.array(
                                MAX_PATHS,
                                () -> {
                                    String path = cursor.rawText(MAX_PATH_LENGTH);
                                    if (path != null) {
                                        paths.add(path);
                                    }
                                });
                default -> throw new IllegalStateException("a member is known and not read");
            }
        }
    }
}
