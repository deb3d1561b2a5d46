package dev.sallyport.compat.sailpoint;

import java.util.Set;
import java.util.TreeSet;

/**
 * For whom one of the two conditions is enforced.
 *
 * @param isForEverybody whether the default profile enforces it, which holds for everybody
 * @param roles the roles whose own profiles enforce it; empty where everybody's does
 */
record Enforcement(boolean isForEverybody, Set<String> roles) {

    static final Enforcement EVERYBODY = new Enforcement(true, Set.of());
    static final Enforcement NOBODY = new Enforcement(false, Set.of());

    Enforcement {
        roles = isForEverybody ? Set.of() : Set.copyOf(roles);
    }

    boolean holdsFor(ProfileId profile) {
        return isForEverybody || (profile.role() != null && roles.contains(profile.role()));
    }

    boolean isForNobody() {
        return !isForEverybody && roles.isEmpty();
    }

    /** Returns this with the switch of one profile on or off. */
    Enforcement with(ProfileId profile, boolean isOn) {
        String role = profile.role();
        if (role == null) {
            return isOn ? EVERYBODY : isForEverybody ? NOBODY : this;
        }
        if (isForEverybody) {
            return this;
        }
        Set<String> changed = new TreeSet<>(roles);
        boolean _ = isOn ? changed.add(role) : changed.remove(role);
        return new Enforcement(false, changed);
    }
}
