package dev.sallyport.document;

import dev.sallyport.control.problem.ProblemCode;
import dev.sallyport.engine.decision.Principal;
import dev.sallyport.engine.policy.PrincipalKind;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/* Reads a principal; a null member is as good as an absent one. */
final class PrincipalReader {

    private static final List<String> MEMBERS =
            List.of("kind", "id", "roles", "client", "authorizedClients");

    private final JsonCursor cursor;
    private PrincipalKind kind = PrincipalKind.ANONYMOUS;
    private @Nullable String id;
    private Set<String> roles = Set.of();
    private @Nullable String client;
    private @Nullable Set<String> authorizedClients;

    private PrincipalReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /** Returns the principal that stands at the cursor. */
    static Principal read(JsonCursor cursor) {
        return new PrincipalReader(cursor).principal();
    }

    private Principal principal() {
        JsonCursor.Members members = cursor.object(MEMBERS, this::member);
        cursor.require(members, "kind");
        if (kind == PrincipalKind.ANONYMOUS && id != null && members.has("kind")) {
            cursor.memberFault(
                    "id",
                    ProblemCode.JSON_UNKNOWN_VALUE,
                    "an anonymous principal has no id",
                    "leave the id out, or write another kind");
        }
        return new Principal(kind, id, roles, client, authorizedClients);
    }

    private void member(String name) {
        if (cursor.isNull() && !name.equals("kind")) {
            return;
        }
        switch (name) {
            case "kind" -> {
                PrincipalKind read = cursor.choice(List.of(PrincipalKind.values()), Names::of);
                kind = read == null ? PrincipalKind.ANONYMOUS : read;
            }
            case "id" -> id = cursor.name(ScopeReader.MAX_NAME_LENGTH);
            case "roles" -> roles = ScopeReader.names(cursor);
            case "client" -> client = cursor.name(ScopeReader.MAX_NAME_LENGTH);
            case "authorizedClients" -> authorizedClients = ScopeReader.names(cursor);
            default -> throw new IllegalStateException("a member is known and not read");
        }
    }
}
