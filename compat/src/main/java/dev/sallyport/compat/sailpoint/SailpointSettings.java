package dev.sallyport.compat.sailpoint;

import java.util.List;

/**
 * What the operator decided about this door.
 *
 * @param isSsoGoverned whether new rules hold for the channel {@code sso} as well
 * @param profileRoles the roles that have a profile of their own
 */
public record SailpointSettings(boolean isSsoGoverned, List<String> profileRoles) {

    /** Copies the roles. */
    public SailpointSettings {
        profileRoles = List.copyOf(profileRoles);
    }
}
