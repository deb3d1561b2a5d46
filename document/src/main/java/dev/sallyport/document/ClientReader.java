package dev.sallyport.document;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.caller.Role;
import dev.sallyport.control.problem.Outcome;
import dev.sallyport.control.problem.ProblemCode;
import java.io.InputStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a client of the API as it is to be made: its {@code name}, and either {@code scopes} or the
 * {@code role} that stands for some. Strict and total as {@link PolicyReader}.
 */
public final class ClientReader {

    private static final int MAX_NAME_LENGTH = 200;
    private static final int MAX_SCOPES = 50;

    private static final List<String> MEMBERS = List.of("name", "scopes", "role");

    /* Nobody can make an operator of a tenant's client. */
    private static final List<Role> ROLES =
            Arrays.stream(Role.values()).filter(role -> role != Role.OPERATOR).toList();

    private final JsonCursor cursor;
    private final Set<ApiScope> scopes = EnumSet.noneOf(ApiScope.class);
    private @Nullable String name;

    private ClientReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /**
     * Returns the client that the bytes hold, or its faults under {@code request.invalid}. The
     * stream is closed.
     */
    public static Outcome<ClientSubmission> read(InputStream bytes, DocumentLimits limits) {
        return JsonCursor.read(
                bytes,
                limits,
                ProblemCode.REQUEST_INVALID,
                cursor -> new ClientReader(cursor).client());
    }

    private @Nullable ClientSubmission client() {
        int before = cursor.faultCount();
        JsonCursor.Members members = cursor.object(MEMBERS, this::member);
        cursor.require(members, "name");
        if (members.has("role") && members.has("scopes")) {
            cursor.memberFault(
                    "role",
                    ProblemCode.JSON_UNKNOWN_VALUE,
                    "a role and scopes are given",
                    "give one of the two");
        } else if (!members.has("role")) {
            cursor.require(members, "scopes");
        }
        if (scopes.isEmpty() && cursor.faultCount() == before) {
            cursor.memberFault(
                    "scopes",
                    ProblemCode.JSON_UNKNOWN_VALUE,
                    "a client without scopes could do nothing",
                    "name at least one scope");
        }
        return name == null ? null : new ClientSubmission(name, scopes);
    }

    private void member(String member) {
        switch (member) {
            case "name" -> name = cursor.name(MAX_NAME_LENGTH);
            case "scopes" ->
                    cursor.array(
                            MAX_SCOPES,
                            () -> {
                                ApiScope scope =
                                        cursor.choice(List.of(ApiScope.values()), ApiScope::text);
                                if (scope != null) {
                                    scopes.add(scope);
                                }
                            });
            case "role" -> {
                Role role = cursor.choice(ROLES, Role::text);
                if (role != null) {
                    scopes.addAll(role.scopes());
                }
            }
            default -> throw new IllegalStateException("a member is known and not read");
        }
    }
}
