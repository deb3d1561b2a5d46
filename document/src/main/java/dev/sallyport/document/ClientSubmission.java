package dev.sallyport.document;

import dev.sallyport.control.caller.ApiScope;
import java.util.Set;

/**
 * A client of the API as it is to be made.
 *
 * @param name for people
 * @param scopes what its tokens may allow, at least one
 */
public record ClientSubmission(String name, Set<ApiScope> scopes) {

    /** Copies the scopes. */
    public ClientSubmission {
        scopes = Set.copyOf(scopes);
    }
}
