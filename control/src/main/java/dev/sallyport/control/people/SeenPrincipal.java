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
        return new SeenPrincipal(
                from.getFirst().principal(),
                roles(from).stream().anyMatch(adminRoles::contains),
                from);
    }

    /**
     * Returns the roles it had where it was last seen, of the networks in which it was let in if
     * there are any: whoever guesses a password does not say what its owner may do.
     */
    public Set<String> roles() {
        return roles(from);
    }

    private static Set<String> roles(List<SeenFrom> from) {
        return from.stream()
                .max(
                        Comparator.comparing((SeenFrom each) -> each.successes() > 0)
                                .thenComparing(SeenFrom::lastSeen))
                .orElseThrow()
                .roles();
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
