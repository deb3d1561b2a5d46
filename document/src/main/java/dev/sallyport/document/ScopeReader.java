package dev.sallyport.document;

import dev.sallyport.control.policy.ScopeSubmission;
import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.control.problem.Quoted;
import dev.sallyport.engine.policy.ChannelId;
import dev.sallyport.engine.policy.PrincipalKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/* Reads the scope of a rule. */
final class ScopeReader {

    static final int MAX_NAMES = 200;
    static final int MAX_NAME_LENGTH = 200;

    private static final List<String> MEMBERS =
            List.of("channels", "exceptChannels", "principalKinds", "roles", "clients");

    private final JsonCursor cursor;
    private List<ChannelId> channels = List.of();
    private List<ChannelId> exceptChannels = List.of();
    private Set<PrincipalKind> principalKinds = Set.of();
    private Set<String> roles = Set.of();
    private Set<String> clients = Set.of();

    private ScopeReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /** Returns the scope at the cursor, or null if it has faults, which have been noted. */
    static @Nullable ScopeSubmission read(JsonCursor cursor) {
        return new ScopeReader(cursor).scope();
    }

    private @Nullable ScopeSubmission scope() {
        int before = cursor.faultCount();
        cursor.object(MEMBERS, this::member);
        if (!channels.isEmpty() && !exceptChannels.isEmpty()) {
            cursor.fault(
                    ProblemCode.POLICY_SCOPE_CONTRADICTORY,
                    "the scope names channels and excepted channels",
                    "use `channels` or `exceptChannels`");
        }
        if (cursor.faultCount() > before) {
            return null;
        }
        return new ScopeSubmission(channels, exceptChannels, principalKinds, roles, clients);
    }

    private void member(String name) {
        switch (name) {
            case "channels" -> channels = channels();
            case "exceptChannels" -> exceptChannels = channels();
            case "principalKinds" -> principalKinds = kinds();
            case "roles" -> roles = names(cursor);
            case "clients" -> clients = names(cursor);
            default -> throw new IllegalStateException("a member is known and not read");
        }
    }

    private List<ChannelId> channels() {
        List<ChannelId> ids = new ArrayList<>();
        cursor.array(
                MAX_NAMES,
                () -> {
                    ChannelId id = channel(cursor);
                    if (id != null) {
                        ids.add(id);
                    }
                });
        return ids;
    }

    /** Returns the channel id at the cursor, or null, noted, if it is none. */
    static @Nullable ChannelId channel(JsonCursor cursor) {
        String text = cursor.rawText();
        if (text == null) {
            return null;
        }
        if (ChannelId.isValid(text)) {
            return new ChannelId(text);
        }
        cursor.fault(
                ProblemCode.CHANNEL_ID_INVALID,
                "channel " + Quoted.text(text) + " is not of the form `[a-z0-9][a-z0-9-]{0,62}`",
                text.equals(ChannelId.AMBIGUOUS)
                        ? "`ambiguous` is reserved for paths that nobody can classify"
                        : "write lower-case letters, digits and hyphens, at most 63");
        return null;
    }

    private Set<PrincipalKind> kinds() {
        Set<PrincipalKind> kinds = EnumSet.noneOf(PrincipalKind.class);
        cursor.array(
                MAX_NAMES,
                () -> {
                    PrincipalKind kind = cursor.choice(List.of(PrincipalKind.values()), Names::of);
                    if (kind != null) {
                        kinds.add(kind);
                    }
                });
        return kinds;
    }

    /** Returns the names in the array at the cursor: roles or client ids. */
    static Set<String> names(JsonCursor cursor) {
        Set<String> names = new LinkedHashSet<>();
        cursor.array(
                MAX_NAMES,
                () -> {
                    String name = cursor.name(MAX_NAME_LENGTH);
                    if (name != null) {
                        names.add(name);
                    }
                });
        return names;
    }
}
