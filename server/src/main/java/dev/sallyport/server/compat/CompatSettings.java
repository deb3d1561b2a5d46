package dev.sallyport.server.compat;

import dev.sallyport.engine.policy.Mode;
import java.util.List;

/**
 * How the doors for clients of other systems are set up.
 *
 * @param hosts whose root is a door; the first that matches counts
 * @param initialMode the mode of a tenant for which nobody ever chose one, from the first write
 *     through a door on
 * @param isSsoGoverned whether rules of the SailPoint door that are new hold for the channel {@code
 *     sso} as well
 * @param profileRoles the roles for which the SailPoint door has a profile of their own
 */
public record CompatSettings(
        List<DoorHost> hosts, Mode initialMode, boolean isSsoGoverned, List<String> profileRoles) {

    /** Copies the lists. */
    public CompatSettings {
        hosts = List.copyOf(hosts);
        profileRoles = List.copyOf(profileRoles);
    }
}
