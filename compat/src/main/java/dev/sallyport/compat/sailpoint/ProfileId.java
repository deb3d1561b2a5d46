package dev.sallyport.compat.sailpoint;

import org.jspecify.annotations.Nullable;

/**
 * The id of an auth profile: the default one, whose switches hold for everybody, or that of a role.
 *
 * @param role the role, or null for the default profile
 */
public record ProfileId(@Nullable String role) {

    /** The default profile. */
    public static final ProfileId DEFAULT = new ProfileId(null);

    private static final String DEFAULT_TEXT = "default";
    private static final String ROLE_PREFIX = "role-";

    /** Returns the id as it stands in paths. */
    public String text() {
        return role == null ? DEFAULT_TEXT : ROLE_PREFIX + role;
    }

    /** Returns the name of the profile. */
    public String name() {
        return role == null ? "Default" : role;
    }
}
