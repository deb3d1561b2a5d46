package dev.sallyport.jose;

import java.util.List;
import java.util.Set;

/** Whom a token must be meant for (RFC 7519 section 4.1.3). */
public sealed interface Audience {

    /**
     * One of the given names.
     *
     * @param names what a token's {@code aud} must hold at least one of, letter by letter
     */
    record OneOf(Set<String> names) implements Audience {

        /**
         * Copies the names.
         *
         * @throws IllegalArgumentException if there are none
         */
        public OneOf {
            names = Set.copyOf(names);
            if (names.isEmpty()) {
                throw new IllegalArgumentException("an audience has at least one name");
            }
        }
    }

    /**
     * Anybody: {@code aud} is not looked at. A deliberate choice for issuers that name no audience;
     * a token that this issuer has made for another service is then believed here too.
     */
    record Anybody() implements Audience {}

    /** Returns whether a token with these audiences is meant for us. */
    default boolean admits(List<String> audiences) {
        return switch (this) {
            case OneOf(Set<String> names) -> audiences.stream().anyMatch(names::contains);
            case Anybody() -> true;
        };
    }
}
