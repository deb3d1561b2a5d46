package dev.sallyport.control.people;

import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.policy.PrincipalReference;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A principal was seen.
 *
 * @param principal who
 * @param roles the roles it had
 * @param address from where
 * @param at when, to the millisecond
 * @param success whether it was let in, by its password or the like
 * @param id tells sightings apart that are equal otherwise, or null
 */
public record Sighting(
        PrincipalReference principal,
        Set<String> roles,
        IpAddress address,
        Instant at,
        boolean success,
        @Nullable String id) {

    /** Copies the roles and cuts the instant to milliseconds. */
    public Sighting {
        roles = Set.copyOf(roles);
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }
}
