package dev.sallyport.control.people;

import dev.sallyport.engine.policy.PrincipalReference;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * A principal that was seen.
 *
 * @param principal who
 * @param isAdmin whether one of its roles is one that the operator named as an admin's
 * @param from where it was seen, the newest first; at least one
 */
public record SeenPrincipal(PrincipalReference principal, boolean isAdmin, List<SeenFrom> from) {

    /** Sorts the networks. */
    public SeenPrincipal {
        if (from.isEmpty()) {
            throw new IllegalArgumentException("a principal that was seen nowhere");
        }
        from =
                from.stream()
                        .sorted(
                                Comparator.comparing(SeenFrom::lastSeen)
                                        .reversed()
                                        .thenComparing(each -> each.network().toString()))
                        .toList();
    }

    /** Returns what is known of one principal. */
    public static SeenPrincipal of(List<SeenFrom> from, Set<String> adminRoles) {
        SeenFrom newest = from.stream().max(Comparator.comparing(SeenFrom::lastSeen)).orElseThrow();
        return new SeenPrincipal(
                newest.principal(), newest.roles().stream().anyMatch(adminRoles::contains), from);
    }

    /** Returns the roles it had when it was last seen. */
    public Set<String> roles() {
        return from.getFirst().roles();
    }

    /** Returns when it was first seen, as far as is still known. */
    public Instant firstSeen() {
        return from.stream().map(SeenFrom::firstSeen).min(Comparator.naturalOrder()).orElseThrow();
    }

    /** Returns when it was last seen. */
    public Instant lastSeen() {
        return from.getFirst().lastSeen();
    }
}
