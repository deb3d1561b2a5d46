package dev.sallyport.control.issuer;

import dev.sallyport.control.caller.ApiScope;
import dev.sallyport.control.caller.Role;
import java.util.Optional;
import java.util.Set;

/**
 * What a role of an issuer stands for here: one of our roles, or a single scope.
 *
 * @param text the name of the role or of the scope
 * @param scopes what it allows
 */
public record Right(String text, Set<ApiScope> scopes) {

    /** Copies the scopes. */
    public Right {
        scopes = Set.copyOf(scopes);
    }

    /** Returns the right that {@code text} names, if it names one. */
    public static Optional<Right> parse(String text) {
        Optional<Set<ApiScope>> scopes =
                Role.find(text).map(Role::scopes).or(() -> ApiScope.find(text).map(Set::of));
        return scopes.map(found -> new Right(text, found));
    }
}
